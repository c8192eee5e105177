import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { meQuery } from "../api/me.ts";
import { hasDrafts } from "../draft/drafts.ts";
import { useText } from "../text/use-text.ts";

/** Said in the place of everything, once the server knows nobody any more: what is safe, and the way back to this very place. */
export function SignedOut() {
  const { t, language } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    document.title = t("登录已到期 · 惠残工作台", "Signed out · Huican desk");
  }, [t]);
  const queries = useQueryClient();
  useEffect(() => {
    // Whoever signed in again in another tab goes on here at once.
    const look = () => void queries.refetchQueries({ queryKey: meQuery.queryKey });
    window.addEventListener("focus", look);
    return () => window.removeEventListener("focus", look);
  }, [queries]);
  const here = `${location.pathname}${location.search}`;
  const site = language === "zh" ? "" : "/en";
  return (
    <main className="main alone signed-out">
      <h1 tabIndex={-1} ref={heading}>
        {t("登录已到期", "Your session has ended")}
      </h1>
      <p>
        {t(
          "半小时没有操作，或者在别处退出了。为保护档案，画面已经收起。",
          "Half an hour without a touch, or you signed out elsewhere. To protect the files the screen is covered.",
        )}
      </p>
      {hasDrafts(sessionStorage) ? (
        <p>
          <strong>{t("您填写的内容已保存。", "What you typed is kept.")}</strong>{" "}
          {t(
            "重新登录后回到这一页，接着填。关闭这个标签页就会清除。",
            "Sign in again to come back to this page and go on. It is cleared when you close this tab.",
          )}
        </p>
      ) : null}
      <p>
        <a className="button" href={`${site}/signin?return=${encodeURIComponent(here)}`}>
          {t("重新登录", "Sign in again")}
        </a>
      </p>
    </main>
  );
}
