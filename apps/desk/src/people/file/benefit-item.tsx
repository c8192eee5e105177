import { useText } from "../../text/use-text.ts";
import {
  clauseText,
  conditionText,
  decidingReason,
  moneyText,
  outcomeText,
  settlingText,
  type Decision,
  type Question,
} from "./entitlement-words.ts";

/** What documents and benefits are called. */
export type Titles = { readonly ofPack: (pack: string) => string; readonly ofBenefit: (pack: string, benefit: string) => string };

type Reason = NonNullable<Decision["because"]>[number];

/** One benefit: its answer in a line, and its conditions one by one below. */
export function BenefitItem({
  pack,
  decision,
  titles,
  questions,
}: {
  readonly pack: string;
  readonly decision: Decision;
  readonly titles: Titles;
  readonly questions: readonly Question[];
}) {
  const text = useText();
  const { t } = text;
  const { sign, words } = outcomeText(text, decision.outcome);
  const money = moneyText(text, decision);
  const deciding = decidingReason(decision);
  return (
    <li>
      <details className="benefit">
        <summary>
          <span className={`sign ${decision.outcome}`} aria-hidden="true">
            {sign}
          </span>
          <span className="benefit-name">
            {titles.ofBenefit(pack, decision.benefit)}
            <span className="visually-hidden">
              {text.marks.colon}
              {words}
            </span>
            {deciding === undefined ? null : (
              <small className="soft block">
                {decision.outcome === "unknown" ? t("还不知道：", "not known: ") : t("不满足：", "not met: ")}
                {conditionText(text, deciding)}
              </small>
            )}
            {decision.refer === true ? <small className="soft block">{t("须由工作人员核定", "an officer has to look at it")}</small> : null}
          </span>
          {money === null || decision.outcome === "ineligible" ? null : <span className="money">{money}</span>}
        </summary>
        <BenefitReasons pack={pack} decision={decision} questions={questions} />
      </details>
    </li>
  );
}

function BenefitReasons({
  pack,
  decision,
  questions,
}: {
  readonly pack: string;
  readonly decision: Decision;
  readonly questions: readonly Question[];
}) {
  const text = useText();
  const { t, say } = text;
  const open = questions.filter(({ fact }) => decision.missing?.includes(fact));
  const reasons = decision.because ?? [];
  return (
    <div className="reasons">
      {reasons.length === 0 ? (
        <p className="soft">
          {t("没有另外的条件，或者理由涉及您看不到的内容。", "No further condition, or reasons that you are not shown.")}
        </p>
      ) : null}
      <ul>
        {reasons.map((reason) => (
          <li key={`${reason.condition} ${reason.source}`}>
            <ReasonLine reason={reason} pack={pack} />
            {reason.any ? (
              <ul className="alternatives">
                {reason.any.map((each) => (
                  <li key={each.condition}>
                    <ReasonLine reason={each} pack={pack} />
                  </li>
                ))}
              </ul>
            ) : null}
          </li>
        ))}
      </ul>
      {open.map((question) => (
        <p key={question.fact} className="settle">
          <strong>{t(`要弄清“${say(question.text)}”：`, `To settle "${say(question.text)}": `)}</strong>
          {settlingText(text, question)}
        </p>
      ))}
      {decision.once_of === undefined ? null : (
        <p className="soft">{t("同一组待遇只发一次，取最高的一项。", "Of its group one benefit is paid, the best.")}</p>
      )}
      <p>
        <a href={`/policies/${pack}/${decision.benefit}`}>{t("看这项待遇的全部规定", "Everything that the document says of it")}</a>
      </p>
    </div>
  );
}

function ReasonLine({ reason, pack }: { readonly reason: Omit<Reason, "any">; readonly pack: string }) {
  const text = useText();
  const { t } = text;
  const [sign, words, look] =
    reason.result === true
      ? ["✓", t("满足", "met"), "eligible"]
      : reason.result === false
        ? ["✗", t("不满足", "not met"), "ineligible"]
        : ["?", t("不清楚", "not known"), "unknown"];
  return (
    <span className="reason">
      <span className={`sign ${look}`} aria-hidden="true">
        {sign}
      </span>
      <span>
        <span className="visually-hidden">
          {words}
          {text.marks.colon}
        </span>
        {conditionText(text, reason)}
        {reason.soft === true ? <small className="soft">{t("（提示）", " (a hint)")}</small> : null}
      </span>
      <span className="clause">{clauseText(reason.source, pack)}</span>
    </span>
  );
}
