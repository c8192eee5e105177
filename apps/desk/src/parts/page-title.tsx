import { useEffect, useRef, type ReactNode } from "react";
import { useText } from "../text/use-text.ts";
import { isLed } from "../tour/tour-state.ts";

/** The heading of a page, which names the tab. Whoever works by the keyboard or by ear begins here: it takes the focus when the page changed. */
export function PageTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${t("惠残工作台", "Huican desk")}`;
  }, [title, t]);
  useEffect(() => {
    if (hasOpened && !isLed()) heading.current?.focus({ preventScroll: true });
    hasOpened = true;
  }, []);
  return (
    <header className="page-title">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </header>
  );
}

let hasOpened = false;
