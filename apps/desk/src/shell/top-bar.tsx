import { Link } from "@tanstack/react-router";
import { useMe } from "../api/me.ts";
import { Icon } from "../parts/icon.tsx";
import { useText } from "../text/use-text.ts";

/** Where one is, who one is here, and the way to everything. */
export function TopBar({ onFind }: { readonly onFind: () => void }) {
  const { t, say } = useText();
  const { displayName, appointments, kind } = useMe();
  const [first] = appointments;
  return (
    <header className="top">
      <Link to="/" className="name">
        <Emblem />
        <b>{t("惠残", "Huican")}</b>
        <span>{t("工作台", "Desk")}</span>
      </Link>
      {kind === "demo" ? <span className="badge">{t("示例数据，人物均为虚构", "Sample data, everybody invented")}</span> : null}
      <button type="button" className="find" onClick={onFind} aria-keyshortcuts="Control+K">
        <Icon name="search" />
        <span>{t("查找人员、页面、操作", "Find people, pages, actions")}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <div className="who">
        <Icon name="account" />
        <span>
          <strong>{displayName}</strong>
          {first ? (
            <small>
              {say(first.roleText)}
              {first.areaName === null ? "" : ` · ${first.areaName}`}
              {appointments.length > 1 ? t(`，等${appointments.length}项`, ` and ${appointments.length - 1} more`) : ""}
            </small>
          ) : null}
        </span>
      </div>
    </header>
  );
}

/** Two people who lean together and are a heart: the emblem of the site. */
function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <g fill="none" strokeWidth="7" strokeLinecap="round">
        <path className="one" d="M9 26c0 15 16 20 23 30" />
        <path className="two" d="M55 26c0 15-16 20-23 30" />
      </g>
      <circle className="one-head" cx="20" cy="16" r="8" />
      <circle className="two-head" cx="44" cy="16" r="8" />
    </svg>
  );
}
