import "../administration.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { may, useMe } from "../../api/me.ts";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { AccountActions } from "./account-actions.tsx";
import { AccountBadge } from "./account-badge.tsx";
import { AppointmentPart } from "./appointment-part.tsx";
import { accountQuery, type AccountInFull } from "./account-queries.ts";
import { SessionPart } from "./session-part.tsx";

/** One account: what its owner holds, where they are signed in, and what happened to it. */
export function AccountPage() {
  const { t } = useText();
  const { accountId = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(accountQuery(accountId));
  return (
    <div className="page">
      <PageTitle title={data?.account.displayName ?? t("账号", "Account")}>{data ? <AccountBadge {...data.account} /> : null}</PageTitle>
      <p>
        <Link to="/accounts">{t("← 全部账号", "← All accounts")}</Link>
      </p>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : data ? <Whole whole={data} /> : <Loading rows={8} />}
    </div>
  );
}

function Whole({ whole }: { readonly whole: AccountInFull }) {
  const { t } = useText();
  const me = useMe();
  const { account, isMine } = whole;
  return (
    <>
      <p>
        {t("登录名：", "Sign-in name: ")}
        <strong>{account.signInName}</strong>
        {account.isOfFile ? t("（档案本人的账号）", " (of a person in the register)") : ""}
      </p>
      {isMine ? (
        <p className="notice warn">
          {t("这是您自己的账号：由另一位管理员管理。", "This is your own account: another administrator manages it.")}
        </p>
      ) : (
        <AccountActions account={account} />
      )}
      <AppointmentPart whole={whole} />
      {may(me, "access.end-sessions") ? <SessionPart id={account.id} isMine={isMine} /> : null}
      <Events events={whole.events} />
    </>
  );
}

function Events({ events }: Pick<AccountInFull, "events">) {
  const text = useText();
  const { t, say } = text;
  return (
    <section className="part" aria-labelledby="account-events">
      <h2 id="account-events">{t("这个账号的经过", "What happened to it")}</h2>
      <Lines
        caption={t("最近50件，最近的在前", "The last 50, the latest first")}
        heads={[t("时间", "When"), t("什么事", "What"), t("谁", "Who"), t("从哪里", "From where")]}
        lines={events.map((event, i) => ({
          key: `${event.at} ${i}`,
          cells: [timeText(text, event.at), say(event.text), event.by ?? t("系统", "the system"), event.address ?? "–"],
        }))}
      />
    </section>
  );
}
