import { Link } from "@tanstack/react-router";
import { Lines } from "../../parts/lines.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText, type Tongue } from "../../text/use-text.ts";
import type { Appointed, Area, AreaList } from "./area-queries.ts";
import { areaOf, chainOf, countsOf } from "./area-tree.ts";

/** Areas, each leading to its own page. @param isApart whether they come from anywhere: then each says what it lies in */
export function AreaTable({
  caption,
  list,
  appointed,
  areas,
  isApart = false,
}: {
  readonly caption: string;
  readonly list: AreaList;
  readonly appointed: Appointed;
  readonly areas: readonly Area[];
  readonly isApart?: boolean;
}) {
  const text = useText();
  const { t } = text;
  return (
    <Lines
      caption={caption}
      heads={[
        t("名称", "Name"),
        t("代码", "Code"),
        t("级别", "Level"),
        ...(isApart ? [t("在哪里", "Lies in")] : []),
        t("有效", "Holds"),
        t("今天的任职", "Appointments today"),
      ]}
      lines={areas.map((area) => {
        const { here, below } = countsOf(appointed, area);
        return {
          key: area.code,
          cells: [
            <AreaLink key="name" area={area} isRow />,
            area.code,
            levelText(text, area.level),
            ...(isApart ? [<AreaNames key="in" areas={chainOf(list, area).slice(0, -1)} />] : []),
            <Holds key="holds" area={area} list={list} />,
            here + below === 0 ? t("没有", "none") : t(`${here + below}项`, `${here + below}`),
          ],
        };
      })}
    />
  );
}

/** @param isRow whether it is the one link of a line, which arrows go to */
export function AreaLink({ area: { code, name }, isRow = false }: { readonly area: Area; readonly isRow?: boolean }) {
  return (
    <Link to="/areas/$code" params={{ code }} lang="zh" {...(isRow && { className: "row-link" })}>
      {name}
    </Link>
  );
}

function AreaNames({ areas }: { readonly areas: readonly Area[] }) {
  return areas.length === 0 ? "–" : <span lang="zh">{areas.map(({ name }) => name).join("")}</span>;
}

/** Whether an area holds today; of one that does not, what it became. */
function Holds({ area: { isValid, lines }, list }: { readonly area: Area; readonly list: AreaList }) {
  const text = useText();
  const { t } = text;
  const last = lines.at(-1);
  if (isValid || !last) return <span className="badge good">{t("✓ 有效", "✓ holds")}</span>;
  const successor = areaOf(list, last.successor);
  return (
    <>
      <span className="badge">{t("○ 不再有效", "○ holds no longer")}</span>{" "}
      {successor ? (
        <>
          {t("接替：", "followed by ")}
          <AreaLink area={successor} />
        </>
      ) : null}
    </>
  );
}

export function levelText({ t }: Pick<Tongue, "t">, level: string): string {
  const levels: Readonly<Record<string, string>> = {
    province: t("省级", "province"),
    city: t("地级", "city"),
    district: t("县级", "district"),
    township: t("乡级", "township"),
  };
  return levels[level] ?? level;
}

/** From which day to which a code means something; both days are in it. */
export function holdsText(text: Tongue, { validFrom, validTo }: Pick<Area["lines"][number], "validFrom" | "validTo">): string {
  const { t } = text;
  const [from, to] = [validFrom, validTo].map((day) => (day === null ? null : dayText(text, day)));
  if (!from)
    return to
      ? t(`到${to}止，开始没有记载`, `to ${to}; no beginning recorded`)
      : t("一直有效，开始没有记载", "holds; no beginning recorded");
  return to ? t(`${from}起，到${to}止`, `from ${from} to ${to}`) : t(`${from}起，至今有效`, `from ${from}, and holds`);
}
