import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { meQuery, type Me } from "../api/me.ts";
import { useText } from "../text/use-text.ts";
import { nextStep } from "./session-clock.ts";
import { lastSeen } from "./session-state.ts";

const everyMilliseconds = 10_000;

/** Keeps the session of whoever is at work, and warns whoever has left before it ends. */
export function IdleWarning({ session }: Pick<Me, "session">) {
  const { t } = useText();
  const queries = useQueryClient();
  const [minutes, setMinutes] = useState<number | null>(null);
  useEffect(() => {
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    const kinds = ["keydown", "pointerdown"] as const;
    for (const kind of kinds) document.addEventListener(kind, touch, { capture: true, passive: true });
    const look = () => {
      const now = Date.now();
      const step = nextStep({ now, seenAt: lastSeen(), touchedAt, idleSeconds: session.idleSeconds, endsAt: Date.parse(session.endsAt) });
      setMinutes(step.warnMinutes);
      if (step.isToAsk) void queries.refetchQueries({ queryKey: meQuery.queryKey });
    };
    const timer = setInterval(look, everyMilliseconds);
    // A tab in the background, or a computer that slept, has missed its minutes.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      for (const kind of kinds) document.removeEventListener(kind, touch, { capture: true });
    };
  }, [session, queries]);
  return (
    <div role="alert" className="idle">
      {minutes === null ? null : (
        <div className="notice warn">
          <span>
            {t(`再过${minutes}分钟会自动退出。填写的内容不会丢。`, `You will be signed out in ${minutes} minutes. What you typed is kept.`)}
          </span>
          <button type="button" className="button plain" onClick={() => void queries.refetchQueries({ queryKey: meQuery.queryKey })}>
            {t("继续工作", "Go on working")}
          </button>
        </div>
      )}
    </div>
  );
}
