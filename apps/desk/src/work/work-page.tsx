import { Outlet } from "@tanstack/react-router";
import { PageTitle } from "../parts/page-title.tsx";
import { useText } from "../text/use-text.ts";

/** 待办: what waits for this person. */
export function WorkPage() {
  const { t } = useText();
  return (
    <div className="page">
      <PageTitle title={t("待办", "Your work")} />
      <Outlet />
    </div>
  );
}
