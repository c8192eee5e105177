import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMe } from "../api/me.ts";
import { Icon } from "../parts/icon.tsx";
import { useText } from "../text/use-text.ts";
import { beginTour } from "../tour/tour-state.ts";
import { tourFor } from "../tour/tours.ts";
import { unreadSince } from "./news.ts";
import { helpFor } from "./page-help.ts";
import { useSeen } from "./seen.ts";

/** 帮助: a few sentences beside the page that is open. It goes along to the next page, until it is closed. */
export function HelpAside({ onClose }: { readonly onClose: () => void }) {
  const { t, say } = useText();
  const { pathname } = useLocation();
  const hasTour = tourFor(useMe()).length > 0;
  const unread = unreadSince(useSeen().news).length;
  const { title, lines } = helpFor(pathname);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside
      className="help"
      aria-labelledby="help-title"
      onKeyDown={({ key }) => {
        if (key !== "Escape") return;
        onClose();
        document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      }}
    >
      <div className="help-head">
        <h2 id="help-title" tabIndex={-1} ref={heading}>
          {t("帮助：", "Help: ")}
          {say(title)}
        </h2>
        <button type="button" className="button plain icon-only" aria-label={t("关闭帮助", "Close the help")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <ul>
        {lines.map((line) => (
          <li key={line.en}>{say(line)}</li>
        ))}
      </ul>
      <ul className="help-ways">
        <li>
          <Link to="/glossary">{t("词语解释", "Glossary")}</Link>
        </li>
        <li>
          <Link to="/news">{t("新功能", "What is new")}</Link>{" "}
          {unread > 0 ? <span className="badge">{t("没看过", "not seen yet")}</span> : null}
        </li>
      </ul>
      {hasTour ? (
        <div className="actions">
          <button type="button" className="button plain" onClick={beginTour}>
            {t("开始导览", "Begin the tour")}
          </button>
        </div>
      ) : null}
    </aside>
  );
}
