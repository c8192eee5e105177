import { PageTitle } from "../parts/page-title.tsx";
import { useText } from "../text/use-text.ts";

/** Searching, listing and reading files is being built here. */
export function PeoplePage() {
  const { t } = useText();
  return (
    <div className="page">
      <PageTitle title={t("人员", "People")} />
      <p>{t("查找人员和档案的页面正在做。", "Pages to search for people and to read their files are being built.")}</p>
    </div>
  );
}
