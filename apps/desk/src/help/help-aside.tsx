import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { Icon } from "../parts/icon.tsx";
import { useText } from "../text/use-text.ts";
import { helpFor } from "./page-help.ts";

/** 帮助: a few sentences beside the page that is open. It goes along to the next page, until it is closed. */
export function HelpAside({ onClose }: { readonly onClose: () => void }) {
  const { t, say } = useText();
  const { pathname } = useLocation();
  const { title, lines } = helpFor(pathname);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside className="help" aria-labelledby="help-title">
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
      <p>
        <Link to="/glossary">{t("词语解释", "Glossary")}</Link>
      </p>
    </aside>
  );
}
