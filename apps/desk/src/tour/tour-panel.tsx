import "./tour.css";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useMe } from "../api/me.ts";
import { Icon } from "../parts/icon.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { goToStep, leadOn } from "./tour-state.ts";
import { tourFor } from "./tours.ts";
import { usePointedAt } from "./use-pointed-at.ts";

/** 导览: beside the page, one thing after the other, each marked where it stands. Everything else goes on working meanwhile. */
export function TourPanel({ at }: { readonly at: number }) {
  const { t, say, marks } = useText();
  const navigate = useNavigate();
  const me = useMe();
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const here = useRef(pathname);
  useEffect(() => {
    here.current = pathname;
  }, [pathname]);
  const steps = tourFor(me);
  const step = steps[at];
  const page = step?.page;
  useEffect(() => {
    if (page === undefined) return;
    if (here.current !== page) leadOn();
    void navigate({ to: page });
  }, [navigate, page, at]);
  // Whoever goes on by keyboard goes on from here, whatever page has opened.
  const goThere = usePointedAt(step, () => heading.current?.focus({ preventScroll: true }));
  const end = () => {
    goToStep(null);
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  };
  const isLast = at === steps.length - 1;
  const forward = () => (isLast ? end() : goToStep(at + 1));
  useShortcut({ keys: "escape", text: { zh: "结束导览", en: "End the tour" }, run: end });
  useShortcut({ keys: ".", text: { zh: "导览：下一步", en: "Tour: next" }, run: forward });
  useShortcut(at > 0 ? { keys: ",", text: { zh: "导览：上一步", en: "Tour: back" }, run: () => goToStep(at - 1) } : null);
  if (!step) return null;
  return (
    <aside className="help tour" aria-labelledby="tour-title">
      <div className="help-head">
        <h2 id="tour-title" tabIndex={-1} ref={heading} aria-describedby="tour-said">
          {t(`导览 ${at + 1}/${steps.length}：`, `Tour ${at + 1}/${steps.length}: `)}
          {say(step.title)}
        </h2>
        <button type="button" className="button plain icon-only" aria-label={t("结束导览", "End the tour")} onClick={end}>
          <Icon name="close" />
        </button>
      </div>
      <p id="tour-said" role="status">
        <span className="visually-hidden">
          {say(step.title)}
          {marks.colon}
        </span>
        {say(step.body)}
      </p>
      <div className="actions">
        <button type="button" className="button" onClick={forward}>
          {isLast ? t("看完了", "Done") : t("下一步", "Next")} <kbd aria-hidden="true">.</kbd>
        </button>
        {at > 0 ? (
          <button type="button" className="button plain" onClick={() => goToStep(at - 1)}>
            {t("上一步", "Back")} <kbd aria-hidden="true">,</kbd>
          </button>
        ) : null}
        <button type="button" className="button plain" onClick={goThere}>
          {t("到那里去", "Go to it")}
        </button>
      </div>
      <p className="soft">{t("按 Esc 结束；在帮助里可以重新开始。", "Esc ends it; the help begins it again.")}</p>
    </aside>
  );
}
