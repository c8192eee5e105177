import { Fragment } from "react";
import { Lines } from "../../parts/lines.tsx";
import { useText } from "../../text/use-text.ts";
import { AreaLink } from "./area-table.tsx";
import type { Appointed, AreaList, Zone } from "./area-queries.ts";
import { areaOf, countsOf } from "./area-tree.ts";

/** 功能区: where each lies, which appointments cover it, and why it stands here. */
export function ZoneTable({
  list,
  appointed,
  zones,
}: {
  readonly list: AreaList;
  readonly appointed: Appointed;
  readonly zones: readonly Zone[];
}) {
  const { t, marks } = useText();
  return (
    <Lines
      caption={t("功能区", "Functional zones")}
      heads={[t("名称", "Name"), t("在哪里", "Lies in"), t("哪些任职管得到", "Appointments that cover it"), t("来源", "Source")]}
      lines={zones.map(({ key, name, liesIn, note }) => {
        const around = liesIn.flatMap((code) => areaOf(list, code) ?? []);
        return {
          key,
          cells: [
            <span key="name" lang="zh">
              {name}
            </span>,
            <span key="in">
              {around.map((area, i) => (
                <Fragment key={area.code}>
                  {i > 0 ? marks.and : null}
                  <AreaLink area={area} />
                </Fragment>
              ))}
            </span>,
            around.map((area) => coverText(t, area.name, countsOf(appointed, area))).join(marks.semicolon),
            <span key="note" lang="zh">
              {note ?? "–"}
            </span>,
          ],
        };
      })}
    />
  );
}

/** Only those of the whole area are sure to cover a zone: no document says which of its parts the zone takes in. */
function coverText(t: (zh: string, en: string) => string, name: string, { here, above, below }: ReturnType<typeof countsOf>): string {
  const all = here + above;
  const sure =
    all === 0 ? t(`${name}及上级没有`, `none of all ${name} or above`) : t(`${name}及上级的${all}项`, `all of ${name} or above: ${all}`);
  return below === 0 ? sure : t(`${sure}；下面的${below}项管不管，文件没写`, `${sure}; of those below it (${below}) no document says`);
}
