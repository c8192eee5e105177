import "../people/people.css";
import "../change/change.css";
import "./duplicates.css";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { numberIn } from "../api/number-in.ts";
import { Loading } from "../parts/loading.tsx";
import { PageTitle } from "../parts/page-title.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useShortcut } from "../shortcuts/shortcuts.ts";
import { MissingPage } from "../shell/missing-page.tsx";
import { useText } from "../text/use-text.ts";
import { CompareActions } from "./compare-actions.tsx";
import { comparisonQuery, type Compared, type Comparison, type Side } from "./duplicate-queries.ts";
import { reasonsText } from "./pair-table.tsx";
import { SideBySide } from "./side-by-side.tsx";
import { useSides } from "./use-sides.ts";

/** Two files side by side: which one stays, and of each part that differs which of both is right. */
export function ComparePage() {
  const { t } = useText();
  const { firstId, secondId } = useParams({ strict: false });
  const [one, two] = [numberIn(firstId), numberIn(secondId)];
  const { data, error, refetch } = useQuery({ ...comparisonQuery(one, two), enabled: one > 0 && two > 0 });
  if (one === 0 || two === 0 || one === two) return <MissingPage />;
  return (
    <div className="page compare-page">
      <PageTitle title={t("对照两份档案", "Two files side by side")}>
        <p>
          <Link to="/duplicates">{t("回到重复档案", "Back to the duplicates")}</Link>
        </p>
      </PageTitle>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Compare key={data.seenAt.join()} comparison={data} /> : error ? null : <Loading rows={10} />}
    </div>
  );
}

function Compare({ comparison }: { readonly comparison: Comparison }) {
  const { t } = useText();
  const sides = useSides(comparison);
  const { survivor, chosen } = sides;
  const [isShort, shorten] = useState(true);
  const { parts, hidden } = comparison;
  const mayChoose = comparison.request === null && !comparison.word?.areTwo;
  const toggle = () => shorten(!isShort);
  useShortcut({ keys: "d", text: { zh: "只看不同的，或全部", en: "Only what differs, or everything" }, run: toggle });
  const heads = [0, 1].map((side) => headOf(t, comparison, side as Side)) as [string, string];
  const sideOf = (part: Compared): Side | null => {
    const other: Side = survivor === 0 ? 1 : 0;
    if (part.isSame) return null;
    if (part.sides[other].length === 0) return survivor;
    return chosen.get(part.part) ?? (part.sides[survivor].length === 0 ? other : survivor);
  };
  const shown = parts.filter(({ isSame }) => !isShort || !isSame);
  return (
    <>
      <Why comparison={comparison} />
      {mayChoose ? (
        <fieldset className="stays">
          <legend>{t("留下哪一份？另一份并入它。", "Which file stays? The other goes into it.")}</legend>
          {([0, 1] as const).map((side) => (
            <label key={side}>
              <input type="radio" name="survivor" checked={survivor === side} onChange={() => sides.onStay(side)} />
              {heads[side]}
            </label>
          ))}
        </fieldset>
      ) : null}
      <p>
        <label>
          <input type="checkbox" checked={isShort} onChange={toggle} aria-keyshortcuts="d" />{" "}
          {t(
            `只看不同的（${parts.filter(({ isSame }) => !isSame).length}项，共${parts.length}项）`,
            `Only what differs (${parts.filter(({ isSame }) => !isSame).length} of ${parts.length})`,
          )}
        </label>
      </p>
      <SideBySide
        caption={t("两份档案对照", "Two files side by side")}
        heads={heads}
        parts={shown}
        choice={{
          sideOf: mayChoose ? sideOf : () => null,
          onChoose: mayChoose ? ({ part }, side) => sides.onChoose(part, side) : null,
        }}
      />
      {hidden > 0 ? (
        <p className="soft">
          {t(
            `另有${hidden}项，您的岗位看不到；合并时按留下的那份。`,
            `${hidden} more, which your office is not shown; the file that stays keeps its own.`,
          )}
        </p>
      ) : null}
      <CompareActions comparison={comparison} sides={sides} />
    </>
  );
}

function headOf(t: (zh: string, en: string) => string, { people, firstId, secondId }: Comparison, side: Side): string {
  const id = side === 0 ? firstId : secondId;
  return `${people[side]?.name ?? t("（不显示姓名）", "(name not shown)")} № ${id}`;
}

function Why({ comparison }: { readonly comparison: Comparison }) {
  const text = useText();
  const { t, say } = text;
  const { found, word } = comparison;
  return (
    <dl className="pairs">
      {found === null ? null : (
        <>
          <dt>{t("像同一个人", "May be one person")}</dt>
          <dd>{reasonsText(text, comparison, true)}</dd>
          <dt>{t("后果", "What it does")}</dt>
          <dd>{say(found.harmText)}</dd>
        </>
      )}
      {word === null ? null : (
        <>
          <dt>{word.areTwo ? t("认定不是同一个人", "Said to be two people") : t("认定已撤回", "That was taken back")}</dt>
          <dd>{word.reason}</dd>
        </>
      )}
    </dl>
  );
}
