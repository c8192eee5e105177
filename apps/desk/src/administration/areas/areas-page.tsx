import "../administration.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { useShortcut } from "../../shortcuts/shortcuts.ts";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { appointedAreasQuery, areaListQuery, type Appointed, type AreaList } from "./area-queries.ts";
import { AreaLink, AreaTable } from "./area-table.tsx";
import { areaOf, areasIn, areasNamed, astray, zonesNamed } from "./area-tree.ts";
import { ZoneTable } from "./zone-table.tsx";

/** So many are shown at once: whoever looks for another types more of its name. */
const most = 50;

/** 地区与功能区: which areas there are and were, opened level by level or found by name; the zones beside them; where the list comes from. */
export function AreasPage() {
  const { t } = useText();
  const [typed, type] = useState("");
  const list = useQuery(areaListQuery);
  const appointed = useQuery(appointedAreasQuery);
  useShortcut({
    keys: "/",
    text: { zh: "到查找框", en: "Go to the search field" },
    run: () => document.getElementById("find-area")?.focus(),
  });
  const failed = [list, appointed].find(({ error }) => error !== null);
  const parts = list.data && appointed.data ? { list: list.data, appointed: appointed.data.areas } : null;
  const words = typed.trim();
  return (
    <div className="page">
      <PageTitle title={t("地区与功能区", "Areas and functional zones")} />
      <p className="soft">
        {t(
          "行政区划有代码，一级一级打开；功能区没有代码，列在旁边。清单随程序更新，这里只能看，看不到任何人的档案。",
          "Areas have codes and open level by level; zones have none and stand beside them. The list comes with the program: it is only looked at here, and shows nobody's file.",
        )}
      </p>
      <div className="form-row narrow no-print">
        <SearchField
          id="find-area"
          label={t("查找地区或功能区：名称里的几个字，或代码", "Find an area or a zone: part of its name, or its code")}
          typed={typed}
          onType={type}
        />
      </div>
      {failed ? <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {parts ? words === "" ? <Whole {...parts} /> : <Found {...parts} words={words} /> : failed ? null : <Loading rows={8} />}
    </div>
  );
}

type Parts = { readonly list: AreaList; readonly appointed: Appointed };

function Found({ list, appointed, words }: Parts & { readonly words: string }) {
  const { t } = useText();
  const [areas, zones] = [areasNamed(list, words), zonesNamed(list, words)];
  return (
    <section className="part" aria-labelledby="found-areas">
      <h2 id="found-areas">{t("找到的", "Found")}</h2>
      <p role="status" className="soft">
        {areas.length > most
          ? t(
              `${areas.length}个地区，只列出前${most}个，请写得更完整；${zones.length}个功能区`,
              `${areas.length} areas, of which the first ${most} are listed: type more of the name; ${zones.length} zones`,
            )
          : t(`${areas.length}个地区，${zones.length}个功能区`, `Areas: ${areas.length}, zones: ${zones.length}`)}
      </p>
      {areas.length > 0 ? (
        <AreaTable caption={t("找到的地区", "Areas found")} list={list} appointed={appointed} areas={areas.slice(0, most)} isApart />
      ) : null}
      {zones.length > 0 ? <ZoneTable list={list} appointed={appointed} zones={zones} /> : null}
      {areas.length + zones.length === 0 ? (
        <p className="empty">
          {t(
            "没有找到。换名称里的别的字，或者只写代码的前几位；村和社区不在清单里。",
            "None found. Try other words of the name, or the first digits of the code; villages and communities are not in the list.",
          )}
        </p>
      ) : null}
    </section>
  );
}

function Whole({ list, appointed }: Parts) {
  const { t } = useText();
  return (
    <>
      <section className="part" aria-labelledby="areas">
        <h2 id="areas">{t("行政区划", "Areas")}</h2>
        <p className="soft">
          {t(
            `今天有效的${list.areas.filter(({ isValid }) => isValid).length}个。任职的数目连同下级。`,
            `${list.areas.filter(({ isValid }) => isValid).length} hold today. Appointments are counted with those below.`,
          )}
        </p>
        <AreaTable caption={t("省级地区", "Provinces")} list={list} appointed={appointed} areas={areasIn(list, null)} />
      </section>
      <section className="part" aria-labelledby="zones">
        <h2 id="zones">{t("功能区", "Functional zones")}</h2>
        <p className="soft">
          {t(
            "高新区、临空经济区这类，列在这里只因为政策文件把它们写成责任单位。它们没有区划代码，所以没有档案、没有任职写在功能区里；住在那里的人，由它所在的地区管。",
            "High-tech zones and their like stand here because documents name them as responsible units, and for nothing else. They have no code, so no file and no appointment lies in one; whoever lives there is looked after by the area around it.",
          )}
        </p>
        {list.zones.length > 0 ? (
          <ZoneTable list={list} appointed={appointed} zones={list.zones} />
        ) : (
          <p className="empty">{t("没有功能区。", "No zones.")}</p>
        )}
      </section>
      <Astray list={list} appointed={appointed} />
      <Source list={list} />
    </>
  );
}

/** Offices that stayed in an area that is none any more. */
function Astray({ list, appointed }: Parts) {
  const { t } = useText();
  const found = astray(list, appointed);
  return (
    <section className="part" aria-labelledby="astray">
      <h2 id="astray">{t("任职还写着不再有效的地区", "Appointments in areas that hold no longer")}</h2>
      {found.length === 0 ? (
        <p className="empty">{t("✓ 没有。今天的任职都在有效的地区。", "✓ None. Every appointment of today lies in an area that holds.")}</p>
      ) : (
        <>
          <p className="soft">
            {t(
              "地区撤了，任职和档案都不会自己改。请安全保密管理员在接替的地区任职；档案都改成新代码以后，再结束原来的任职。",
              "Neither appointments nor files move by themselves when an area ends. The security administrator appoints where it went, and ends the old office once the files name the new code.",
            )}
          </p>
          <Lines
            caption={t("任职还写着不再有效的地区", "Appointments in areas that hold no longer")}
            heads={[t("代码", "Code"), t("地区", "Area"), t("接替", "Followed by"), t("今天的任职", "Appointments today")]}
            lines={found.map(({ area, count, ended }) => {
              const successor = ended && areaOf(list, ended.lines.at(-1)?.successor ?? null);
              return {
                key: area,
                cells: [
                  area,
                  ended ? <AreaLink key="area" area={ended} isRow /> : t("不在清单里", "not in the list"),
                  successor ? <AreaLink key="next" area={successor} /> : t("没有记载", "not recorded"),
                  t(`${count}项`, `${count}`),
                ],
              };
            })}
          />
        </>
      )}
      <p className="soft">
        {t(
          "有多少份档案还写着旧代码，这里不写：管理员不看档案，也不看各地有多少人。改档案由辖区的工作人员申请。",
          "How many files still name an old code is not told here: administrators see no files, and not how many people are where. Whoever works in the area asks for the change of a file.",
        )}
      </p>
    </section>
  );
}

/** Where the list comes from, and how a newer one comes in. */
function Source({ list: { source } }: Pick<Parts, "list">) {
  const text = useText();
  const { t, say } = text;
  return (
    <section className="part" aria-labelledby="area-source">
      <h2 id="area-source">{t("清单从哪里来", "Where the list comes from")}</h2>
      <p>
        {t(
          `截至${dayText(text, source.asOf)}的${say(source.text)}。只列有政策文件的地区；村和社区不列。`,
          `From ${say(source.text)}, as of ${dayText(text, source.asOf)}. It has the areas of those districts that have a document; villages and communities are not listed.`,
        )}
      </p>
      <p>
        {t(
          "更新的清单随程序的新版本来，装上、重新启动就换好了。运行人员自己改的，改程序里的 areas.csv 和 zones.csv（写法在旁边的 README.md）：旧的一行写上最后一天和接替的代码，新的一行从第二天开始，什么也不删。清单有错，程序停下来不启动，写明错在哪个代码。",
          "A newer list comes with a newer version of the program: install it and start again. An operator who changes it edits areas.csv and zones.csv of the program (README.md beside them says how): the old line gets its last day and the code that takes over, a new one begins the day after, and nothing is deleted. With a mistake in the list the program does not start, and names the code.",
        )}
      </p>
    </section>
  );
}
