import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { tell } from "../../parts/told.ts";
import { timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { sessionsQuery } from "./account-queries.ts";

/** Where somebody is signed in now. */
export function SessionPart({ id, isMine }: { readonly id: string; readonly isMine: boolean }) {
  const text = useText();
  const { t } = text;
  const queries = useQueryClient();
  const [isAsking, asks] = useState(false);
  const { data, error, refetch } = useQuery(sessionsQuery(id));
  const end = useMutation({
    mutationFn: () => ask("POST", pathOf("accountSessionsEnd", id)),
    onSuccess: () => {
      asks(false);
      tell({ zh: "已让这个账号在所有地方退出。", en: "This account is signed out everywhere." });
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  return (
    <section className="part" aria-labelledby="account-sessions">
      <div className="part-head">
        <h2 id="account-sessions">{t("现在登录的地方", "Signed in now")}</h2>
        {data && data.sessions.length > 0 && !isMine ? (
          <button type="button" className="button warn" onClick={() => asks(true)}>
            {t("全部退出", "Sign out everywhere")}
          </button>
        ) : null}
      </div>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data?.sessions.length === 0 ? <p className="empty">{t("现在没有登录。", "Not signed in.")}</p> : null}
      {data && data.sessions.length > 0 ? (
        <Lines
          caption={t("现在登录的地方", "Signed in now")}
          heads={[t("浏览器", "Browser"), t("网络地址", "Address"), t("什么时候登录", "Since"), t("最近使用", "Last seen")]}
          lines={data.sessions.map((session) => ({
            key: session.id,
            cells: [session.device, session.address, timeText(text, session.beganAt), timeText(text, session.seenAt)],
          }))}
        />
      ) : null}
      {isAsking ? (
        <Confirm
          title={t("让这个账号在所有地方退出？", "Sign this account out everywhere?")}
          button={t("全部退出", "Sign out everywhere")}
          error={end.error}
          isBusy={end.isPending}
          onClose={() => asks(false)}
          onDone={() => end.mutate()}
        >
          <p>{t("没提交的内容会丢失；本人可以重新登录。", "What they have not sent yet is lost; they can sign in again.")}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
