import { useQuery } from "@tanstack/react-query";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { Icon } from "../parts/icon.tsx";
import { dayText } from "../text/day-text.ts";
import { listed, useText } from "../text/use-text.ts";
import { effectQuery, type Effect } from "./change-queries.ts";

type Outcome = { readonly outcome: "eligible" | "ineligible" | "unknown" | "not_in_force"; readonly payable: number | null };

/** 对待遇的影响: what would be granted or lost, before anybody approves. */
export function ChangeEffect({ id }: { readonly id: number }) {
  const text = useText();
  const { t, say } = text;
  const { data, error, refetch } = useQuery(effectQuery(id));
  return (
    <section aria-labelledby="change-effect">
      <h3 id="change-effect">{t("对待遇的影响", "What it does to benefits")}</h3>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data && data.overtaken.length > 0 ? (
        <p className="notice warn">
          <Icon name="warn" />
          <span>
            {t("申请以后别人改过：", "Somebody else has changed since: ")}
            {listed(text, data.overtaken.map(say))}
            {t("。不能照原样批准，请不同意，让申请人重新提交。", ". It cannot be approved as it stands: refuse it, and ask for it anew.")}
          </span>
        </p>
      ) : null}
      {data ? <EffectOnPeople effect={data} /> : null}
    </section>
  );
}

/** Each person for whom something would be otherwise, and what. */
export function EffectOnPeople({ effect }: { readonly effect: Effect }) {
  const text = useText();
  const { t, say } = text;
  return (
    <>
      {effect.people.map(({ id: personId, name, benefits, compared }) => (
        <div key={personId}>
          {effect.people.length > 1 ? <h4>{name ?? `№ ${personId}`}</h4> : null}
          {benefits.length === 0 ? (
            <p className="soft">
              {compared === 0
                ? t("没有适用的政策文件。", "No document applies.")
                : t(
                    `按${dayText(text, effect.day)}的情况，${compared}项待遇都不变。`,
                    `None of ${compared} benefits changes, as on ${dayText(text, effect.day)}.`,
                  )}
            </p>
          ) : (
            <ul className="benefits">
              {benefits.map(({ pack, packText, benefit, text: title, before, after }) => (
                <li key={`${pack} ${benefit}`}>
                  <span>
                    <strong>{say(title)}</strong>
                    <small className="soft">{say(packText)}</small>
                  </span>
                  <span className="turn">
                    <OutcomeWords outcome={before} />
                    <Icon name="arrow" />
                    <span className="visually-hidden">{t("变为", "becomes")}</span>
                    <OutcomeWords outcome={after} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </>
  );
}

function OutcomeWords({ outcome: { outcome, payable } }: { readonly outcome: Outcome }) {
  const { t } = useText();
  const words = {
    eligible: { text: t("✓ 可以享受", "✓ granted"), look: "good" },
    ineligible: { text: t("✗ 不能享受", "✗ not granted"), look: "bad" },
    unknown: { text: t("? 还不确定", "? not settled"), look: "quiet" },
    not_in_force: { text: t("– 不在有效期", "– not in force"), look: "quiet" },
  }[outcome];
  return (
    <span className={`badge ${words.look}`}>
      {words.text}
      {payable === null ? "" : ` ${payable.toLocaleString("en", { minimumFractionDigits: 2 })}${t("元", " yuan")}`}
    </span>
  );
}
