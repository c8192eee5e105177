import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { dropAllDrafts, hasDrafts } from "../draft/drafts.ts";
import { unreadSince } from "../help/news.ts";
import { useSeen } from "../help/seen.ts";
import { Icon } from "../parts/icon.tsx";
import { keysText } from "../shortcuts/keys.ts";
import { useText } from "../text/use-text.ts";
import type { Place } from "./places.ts";

/** Navigation by work. On a small screen it opens from a button. */
export function Navigation({
  places,
  isHelped,
  onHelp,
  onKeys,
}: {
  readonly places: readonly Place[];
  /** Whether the help of the page stands open. */
  readonly isHelped: boolean;
  readonly onHelp: () => void;
  readonly onKeys: () => void;
}) {
  const { t, say, language } = useText();
  const [isOpen, open] = useState(false);
  const { pathname } = useLocation();
  const hasNews = unreadSince(useSeen().news).length > 0;
  const site = language === "zh" ? "" : "/en";
  return (
    <nav className="side" aria-label={t("工作台", "Desk")}>
      <button type="button" className="menu-button" aria-expanded={isOpen} aria-controls="places" onClick={() => open(!isOpen)}>
        <Icon name="menu" />
        {t("菜单", "Menu")}
      </button>
      <div id="places" className={isOpen ? "open" : ""}>
        <ul>
          {places.map(({ to, text, icon, keys }) => (
            <li key={to}>
              <Link
                to={to}
                {...(isCurrent(to, pathname) && { "aria-current": "page" })}
                onClick={() => open(false)}
                activeProps={{}}
                className="place"
              >
                <Icon name={icon} />
                <span>{say(text)}</span>
                <kbd aria-hidden="true">{keysText(keys, "").replaceAll(" ", "")}</kbd>
              </Link>
            </li>
          ))}
        </ul>
        <ul className="aside">
          <li>
            <button type="button" className="place" aria-expanded={isHelped} onClick={onHelp}>
              <Icon name="help" />
              <span>
                {t("帮助", "Help")} {hasNews ? <span className="badge new">{t("新", "new")}</span> : null}
              </span>
              <kbd aria-hidden="true">H</kbd>
            </button>
          </li>
          <li>
            <button type="button" className="place" onClick={onKeys}>
              <Icon name="keys" />
              <span>{t("快捷键", "Shortcuts")}</span>
              <kbd aria-hidden="true">?</kbd>
            </button>
          </li>
          <li>
            <a className="place" href={`${site}/policies`}>
              <Icon name="policies" />
              <span>{t("政策文件", "Policies")}</span>
            </a>
          </li>
          <li>
            <a className="place" href={`${site}/account`}>
              <Icon name="account" />
              <span>{t("我的账号", "My account")}</span>
            </a>
          </li>
          <li>
            <form method="post" action={`${site}/signout`} onSubmit={leave(t)}>
              <button type="submit" className="place">
                <Icon name="out" />
                <span>{t("退出", "Sign out")}</span>
              </button>
            </form>
          </li>
        </ul>
      </div>
    </nav>
  );
}

/** Whether an address belongs to a place: an open change is part of the work. */
function isCurrent(to: Place["to"], pathname: string): boolean {
  return to === "/"
    ? pathname === "/" || pathname.startsWith("/changes/")
    : pathname === to || (to === "/duplicates" && pathname.startsWith("/merges/")) || pathname.startsWith(`${to}/`);
}

/** What was typed goes with whoever signs out; they are asked before. */
function leave(t: (zh: string, en: string) => string) {
  return (event: { readonly preventDefault: () => void }) => {
    const question = t(
      "还有没提交的内容，退出后就没有了。确定退出？",
      "Something you typed is not sent yet, and goes when you sign out. Sign out?",
    );
    if (hasDrafts(sessionStorage) && !confirm(question)) event.preventDefault();
    else dropAllDrafts(sessionStorage);
  };
}
