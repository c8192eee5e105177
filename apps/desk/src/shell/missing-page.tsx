import { Link } from "@tanstack/react-router";
import { PageTitle } from "../parts/page-title.tsx";
import { useText } from "../text/use-text.ts";

export function MissingPage() {
  const { t } = useText();
  return (
    <div className="page">
      <PageTitle title={t("没有这个页面", "No such page")} />
      <p>{t("地址可能写错了，或者这一页已经不在。", "The address may be mistyped, or the page is gone.")}</p>
      <p>
        <Link to="/">{t("回到待办", "Back to your work")}</Link>
      </p>
    </div>
  );
}
