import { useQuery } from "@tanstack/react-query";
import { Field } from "../../parts/field.tsx";
import { Loading } from "../../parts/loading.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { areasQuery } from "../../people/people-queries.ts";
import { useAreaSearch } from "../../people/use-area-search.ts";
import { useText } from "../../text/use-text.ts";
import type { Role } from "./account-queries.ts";

/** An area at one of the levels at which a role is held. What is chosen is the beginning of its code. */
export function AreaChoice({
  levels,
  chosen,
  onChoose,
}: {
  readonly levels: Role["levels"];
  readonly chosen: string;
  readonly onChoose: (area: string) => void;
}) {
  const { t } = useText();
  const { data } = useQuery(areasQuery);
  const digits = new Map(levels.map((each) => [each.level, each.digits]));
  const { typed, type, label, offered, hint } = useAreaSearch(
    (data?.areas ?? []).filter(({ level }) => digits.has(level)),
    ({ level, code }) => code.slice(0, digits.get(level)) === chosen,
  );
  if (!data) return <Loading rows={2} />;
  return (
    <>
      <SearchField id="area-part" label={label} typed={typed} onType={type} />
      <Field id="area" label={t("区域", "Area")} {...(hint !== undefined && { hint })}>
        <select id="area" className="text" required value={chosen} onChange={({ target }) => onChoose(target.value)}>
          <option value="">{t("请选择", "Choose")}</option>
          {offered.map(({ code, level, name }) => (
            <option key={code} value={code.slice(0, digits.get(level))}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
