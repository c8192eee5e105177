import "../administration.css";
import { LogCheckAnswer, registerBase, registerPaths } from "@huican/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../../api/api.ts";
import { may, useMe } from "../../api/me.ts";
import { Icon } from "../../parts/icon.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { logCheckQuery, type LogCheck } from "./log-queries.ts";
import { FactsGrid } from "../facts-grid.tsx";

/** 核对记录: the log held against its seals and signatures, with what was found in words. */
export function LogCheckPage() {
  const { t } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(logCheckQuery);
  const start = useMutation({
    mutationFn: () => ask("POST", pathOf("logCheck"), { answer: LogCheckAnswer }),
    onSuccess: (check) => queries.setQueryData(logCheckQuery.queryKey, check),
  });
  const isRunning = data?.state === "running";
  return (
    <div className="page">
      <PageTitle title={t("核对访问记录", "Verify the access log")} />
      <p className="soft">
        {t(
          "每条记录都用国密SM3连成一串，隔一段时间用SM2签名。核对就是从头到尾再算一遍：有谁改过、删过、插过一条，都会查出来。",
          "Entries are linked by SM3, and the end of the chain is signed with SM2 from time to time. Verifying computes all of it anew: an entry that was changed, removed or inserted is found.",
        )}
      </p>
      <div className="actions">
        <button type="button" className="button" disabled={isRunning || start.isPending} onClick={() => start.mutate()}>
          {t("开始核对", "Verify now")}
        </button>
        {may(me, "audit.export-checkpoints") ? (
          <a className="button plain" href={`${registerBase}${registerPaths.checkpoints}`} download="checkpoints.jsonl">
            {t("导出检查点", "Export checkpoints")}
          </a>
        ) : null}
      </div>
      {start.error ? <ProblemNotice error={start.error} /> : null}
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : data ? <Check check={data} /> : <Loading rows={5} />}
      {data ? <PublicKey pem={data.publicKey} /> : null}
    </div>
  );
}

function Check({ check }: { readonly check: LogCheck }) {
  const text = useText();
  const { t } = text;
  const { state, done, total, startedAt, startedBy, endedAt } = check;
  if (state === "none")
    return <p className="empty">{t("服务器这次启动以后还没有核对过。", "It was not verified since the server was started.")}</p>;
  return (
    <section className="part" aria-labelledby="check-title">
      <h2 id="check-title">{state === "running" ? t("正在核对", "Verifying") : t("上次核对", "The last check")}</h2>
      <p className="soft">
        {startedAt === null ? "" : t(`${timeText(text, startedAt)}开始`, `Begun ${timeText(text, startedAt)}`)}
        {startedBy === null ? "" : t(`，由${startedBy}核对`, ` by ${startedBy}`)}
        {endedAt === null ? "" : t(`，${timeText(text, endedAt)}结束`, `, ended ${timeText(text, endedAt)}`)}
      </p>
      {state === "running" ? (
        <>
          <label htmlFor="check-progress">{t(`核对了${done}条，共${total}条`, `${done} of ${total} entries`)}</label>
          <progress id="check-progress" max={Math.max(total, 1)} value={done} />
        </>
      ) : null}
      <div role="status">
        {state === "failed" ? (
          <p className="notice bad">
            <Icon name="warn" />
            <span>
              {t(
                "核对中断了，没有结论；记录没有受影响。请再核对一次，还是中断，请系统管理员看“系统状态”。",
                "The check broke off without a result; the log is unharmed. Try once more; if it breaks off again, the system administrator looks at the state of the system.",
              )}
            </span>
          </p>
        ) : null}
        {check.report ? <Report report={check.report} /> : null}
      </div>
    </section>
  );
}

function Report({ report }: { readonly report: NonNullable<LogCheck["report"]> }) {
  const { t, say } = useText();
  const { faultCount, faults, sealed, checkpoints, unsigned, unsealed, removals, keptElsewhere } = report;
  const facts = [
    [t("封存的记录", "Sealed entries"), sealed],
    [t("签过的检查点", "Signed checkpoints"), checkpoints],
    [t("封存了还没签的", "Sealed, not signed yet"), unsigned],
    [t("还没封存的", "Not sealed yet"), unsealed],
    [t("到期清除的段", "Ranges that expired"), removals],
    [t("另存对照的检查点", "Checkpoints kept elsewhere"), keptElsewhere],
  ] as const;
  return (
    <div className="part">
      {faultCount === 0 ? (
        <p className="notice good">
          <Icon name="check" />
          <strong>{t("没有发现改动：每条记录都和封存时一样。", "Nothing was changed: every entry is as it was sealed.")}</strong>
        </p>
      ) : (
        <div className="notice bad">
          <Icon name="warn" />
          <div>
            <strong>{t(`发现${faultCount}处不对。`, `${faultCount} faults were found.`)}</strong>
            <p>
              {t(
                "请不要改动服务器，先导出检查点，报告单位负责人；按《访问记录》说明核查。",
                "Leave the server as it is, export the checkpoints, and tell whoever is responsible; the document on the access log says how to go on.",
              )}
            </p>
            <ol className="faults">
              {faults.map((fault) => (
                <li key={fault.en}>{say(fault)}</li>
              ))}
            </ol>
          </div>
        </div>
      )}
      <FactsGrid facts={facts} />
    </div>
  );
}

function PublicKey({ pem }: { readonly pem: string }) {
  const { t } = useText();
  return (
    <details>
      <summary>{t("验签用的公钥", "The public key that verifies checkpoints")}</summary>
      <pre className="pem">{pem}</pre>
    </details>
  );
}
