import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field } from "../../parts/field.tsx";
import { Loading } from "../../parts/loading.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { areasQuery } from "../../people/people-queries.ts";
import { useText } from "../../text/use-text.ts";
import type { Role } from "./account-queries.ts";

/** So many are offered at once: whoever looks for another types more of its name. */
const most = 100;

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
  const [typed, type] = useState("");
  if (!data) return <Loading rows={2} />;
  const digits = new Map(levels.map((each) => [each.level, each.digits]));
  const fitting = data.areas.filter(
    ({ level, name, code }) => digits.has(level) && (name.includes(typed.trim()) || code.startsWith(typed.trim())),
  );
  const listed = fitting.slice(0, most);
  const own = data.areas.find(({ level, code }) => code.slice(0, digits.get(level)) === chosen && digits.has(level));
  // What was chosen stays on offer, whatever is looked for since.
  const offered = own && !listed.includes(own) ? [own, ...listed] : listed;
  return (
    <>
      <SearchField
        id="area-part"
        label={t("区域：名称里的几个字或代码", "Area: part of its name, or its code")}
        typed={typed}
        onType={type}
      />
      <Field
        id="area"
        label={t("区域", "Area")}
        {...(fitting.length > most && { hint: t(`共${fitting.length}个，只列出${most}个`, `${most} of ${fitting.length} are listed`) })}
      >
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
