import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SearchField } from "../../parts/search-field.tsx";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { areasQuery } from "../../people/people-queries.ts";
import { useText } from "../../text/use-text.ts";

const most = 15;

/** 区划: which areas there are today. They come with the program and are not changed here. */
export function AreaPart() {
  const { t } = useText();
  const [typed, type] = useState("");
  const { data, error, refetch } = useQuery(areasQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={6} />;
  const levels: Readonly<Record<string, string>> = {
    province: t("省级", "province"),
    city: t("地级", "city"),
    district: t("县级", "district"),
    township: t("乡级", "township"),
    village: t("村级", "village"),
  };
  const fitting = data.areas.filter(({ code, name }) => code.startsWith(typed.trim()) || name.includes(typed.trim()));
  return (
    <section className="part" aria-labelledby="areas">
      <h2 id="areas">{t("行政区划", "Areas")}</h2>
      <p className="soft">
        {t(
          `今天有效的${data.areas.length}个，随程序更新，这里只能看。`,
          `${data.areas.length} are valid today; they come with the program and are only looked at here.`,
        )}
      </p>
      <div className="form-row narrow">
        <SearchField id="find-area" label={t("查找区划", "Find an area")} typed={typed} onType={type} />
      </div>
      <Lines
        caption={t("行政区划", "Areas")}
        heads={[t("名称", "Name"), t("代码", "Code"), t("级别", "Level")]}
        lines={fitting.slice(0, most).map(({ code, name, level }) => ({ key: code, cells: [name, code, levels[level] ?? level] }))}
      />
      {fitting.length > most ? (
        <p className="soft">
          {t(`还有${fitting.length - most}个，请写得更完整。`, `${fitting.length - most} more: type more of the name.`)}
        </p>
      ) : null}
    </section>
  );
}
