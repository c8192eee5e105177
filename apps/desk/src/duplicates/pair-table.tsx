import { Link } from "@tanstack/react-router";
import { rowKeys } from "../parts/row-keys.ts";
import { shortAreaText } from "../people/fact-words.ts";
import { dayOf, dayText } from "../text/day-text.ts";
import { listed, useText, type Tongue } from "../text/use-text.ts";
import type { Pair } from "./duplicate-queries.ts";
import type { PairState } from "./pair-state.ts";

/** Pairs, a line each: who, why they may be one person, and what it does that they are two. ↑ and ↓ move between them. */
export function PairTable({
  pairs,
  state,
  caption,
}: {
  readonly pairs: readonly Pair[];
  readonly state: PairState;
  readonly caption?: string;
}) {
  const { t } = useText();
  return (
    <div className="table-frame">
      <table className="rows pairs-table" onKeyDown={rowKeys}>
        <caption className="visually-hidden">{caption ?? t("可能重复的档案", "Possible duplicates")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("两份档案", "Two files")}</th>
            <th scope="col">{t("为什么像同一个人", "Why they may be one person")}</th>
            <th scope="col">{t("后果", "What it does")}</th>
            <th scope="col">{t("办理", "What was done")}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <Row key={`${pair.firstId} ${pair.secondId} ${pair.request?.id}`} pair={pair} state={state} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ pair, state }: { readonly pair: Pair; readonly state: PairState }) {
  const text = useText();
  const { t, say } = text;
  const { found } = pair;
  const area = pair.people[0]?.areaName ?? null;
  return (
    <tr>
      <th scope="row">
        <PairLink pair={pair} state={state} />
        <small className="soft">{area === null ? pair.people[0]?.area : shortAreaText(area)}</small>
      </th>
      <td data-label={t("像同一个人：", "Why:")}>
        {found === null ? (
          <span className="soft">{t("不是系统找出的", "not found by the search")}</span>
        ) : (
          <>
            {reasonsText(text, pair, true)}
            {found.reasons.some(({ speaksFor }) => !speaksFor) ? (
              <small className="soft"> {t(`但是${reasonsText(text, pair, false)}`, `but ${reasonsText(text, pair, false)}`)}</small>
            ) : null}
            <small className="soft"> {t(`${found.score}分`, `${found.score} of 100`)}</small>
          </>
        )}
      </td>
      <td data-label={t("后果：", "Harm:")}>
        {found === null ? "–" : <span className={found.harm <= 2 ? "badge bad" : ""}>{say(found.harmText)}</span>}
      </td>
      <td data-label={t("办理：", "Done:")}>{doneText(text, pair)}</td>
    </tr>
  );
}

function PairLink({ pair, state }: { readonly pair: Pair; readonly state: PairState }) {
  const { t } = useText();
  const names = pair.people.map((person) => person?.name ?? t("（不显示姓名）", "(name not shown)")).join(" · ");
  if (pair.request !== null && state !== "open")
    return (
      <Link to="/merges/$mergeId" params={{ mergeId: String(pair.request.id) }} className="row-link">
        {names}
      </Link>
    );
  return (
    <Link
      to="/duplicates/$firstId/$secondId"
      params={{ firstId: String(pair.firstId), secondId: String(pair.secondId) }}

      className="row-link"
    >
      {names}
    </Link>
  );
}

/** The reasons for one person, or those against, in words. */
export function reasonsText(text: Tongue, { found }: Pick<Pair, "found">, speakFor: boolean): string {
  return listed(
    text,
    (found?.reasons ?? []).flatMap((reason) => (reason.speaksFor === speakFor ? [text.say(reason.text)] : [])),
  );
}

function doneText(text: Tongue, { word, request }: Pair): string {
  const { t } = text;
  if (request !== null) {
    const who = request.askedBy.isMe ? t("您", "you") : (request.askedBy.name ?? "–");
    const what = request.isUndoing ? t("申请撤销合并", "asked to undo the merge") : t("申请合并", "asked to merge");
    return `${who} ${dayText(text, dayOf(request.askedAt))} ${what}`;
  }
  if (word?.areTwo) return t(`不是重复：${word.reason}`, `Two people: ${word.reason}`);
  return t("还没有", "nothing yet");
}
