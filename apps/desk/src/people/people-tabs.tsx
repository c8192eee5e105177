import { Link } from "@tanstack/react-router";
import { may, useMe } from "../api/me.ts";
import { useText } from "../text/use-text.ts";

/** The two ways to people: one whom somebody knows something of, and all whom conditions fit. */
export function PeopleTabs() {
  const { t } = useText();
  const me = useMe();
  return (
    <nav className="tabs" aria-label={t("人员", "People")}>
      <Link to="/people" activeOptions={{ exact: true }} className="tab">
        {t("查找", "Search")}
      </Link>
      {may(me, "registry.list-people") ? (
        <Link to="/people/list" className="tab">
          {t("名单", "List")}
        </Link>
      ) : null}
    </nav>
  );
}
