import { ChangeAnswer } from "@huican/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { may, mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { waitingOfFileQuery } from "../people-queries.ts";
import type { PartProps } from "../file/part-props.ts";
import { PartTitle } from "../file/part-title.tsx";
import { familyKinds, familyKindText, type FamilyKind } from "../family/family-changes.ts";
import { FamilyForm } from "../family/family-form.tsx";
import { useWords } from "../use-words.ts";
import { ChangeForm } from "./change-form.tsx";
import { changeKinds, changeKindText, type ChangeKind } from "./change-kinds.ts";
import { SentChange } from "./sent-change.tsx";

type Sending = { readonly steps: readonly object[]; readonly evidence: readonly number[]; readonly reason: string };

/** 申请变更: what is to be changed, told in the words of the office. Another person approves it in their 待办. */
export function ChangePart({ file, moment }: PartProps) {
  const { t } = useText();
  const me = useMe();
  const { change, fact, other } = useSearch({ strict: false });
  const kind = changeKinds.find((each) => each === change);
  const familyKind = familyKinds.find((each) => each === change);
  const queries = useQueryClient();
  const [sentId, sent] = useState<number | null>(null);
  const { isReady } = useWords();
  const send = useMutation({
    mutationFn: (body: Sending) =>
      ask("POST", pathOf("changes", file.id), { body: { ...body, seenAt: file.seenAt }, answer: ChangeAnswer }),
    onSuccess: async ({ id }) => {
      sent(id);
      // What waits now stands in the work list.
      await queries.invalidateQueries({ queryKey: ["changes"] });
    },
  });
  if (!mayIn(me, "registry.ask-change", file.areas)) return <p>{t("您的岗位不申请变更。", "Your office asks for no changes.")}</p>;
  if (sentId !== null)
    return (
      <>
        <PartTitle title={t("已提交", "Sent")} />
        <SentChange id={sentId} maySee={may(me, "registry.see-change")} onMore={() => sent(null)} />
      </>
    );
  return (
    <>
      <PartTitle title={t("申请变更", "Ask for a change")}>
        <p className="soft">
          {t(
            "提交以后由另一个人审批，批准了档案才改；没提交的内容留在这个标签页里，刷新也不会丢。",
            "Another person decides, and the file changes once they approve. What is not sent stays in this tab, also over a reload.",
          )}
        </p>
      </PartTitle>
      {moment.asOf === undefined && moment.knownAt === undefined ? (
        <>
          <Waiting id={file.id} />
          <KindLinks id={String(file.id)} current={kind ?? familyKind} />
          {kind !== undefined && isReady ? <ChangeForm key={`${kind} ${fact}`} kind={kind} fact={fact} file={file} sending={send} /> : null}
          {kind !== undefined && !isReady ? <Loading rows={5} /> : null}
          {familyKind !== undefined ? (
            <FamilyForm key={`${familyKind} ${other}`} kind={familyKind} other={other} file={file} sending={send} />
          ) : null}
        </>
      ) : (
        <p className="notice warn">
          {t(
            "您看到的不是今天的情况。要申请变更，请先按上面的“回到今天”。",
            "You do not see today's state. To ask for a change, go back to today first, with the button above.",
          )}
        </p>
      )}
    </>
  );
}

/** What waits already: nobody asks twice for the same. */
function Waiting({ id }: { readonly id: number }) {
  const text = useText();
  const { t, say } = text;
  const { data } = useQuery(waitingOfFileQuery(id));
  if (!data || data.changes.length === 0) return null;
  return (
    <section className="notice" aria-labelledby="waiting-title">
      <div>
        <h3 id="waiting-title">{t(`已有${data.count}份申请在等审批`, `${data.count} already waiting`)}</h3>
        <ul>
          {data.changes.map(({ id: changeId, touches, askedAt }) => (
            <li key={changeId}>
              <Link to="/changes/$changeId" params={{ changeId: String(changeId) }}>
                {touches.map((each) => say(each.text)).join(text.marks.and)}
              </Link>{" "}
              <span className="soft">{t(`${timeText(text, askedAt)}提交`, `sent ${timeText(text, askedAt)}`)}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function KindLinks({ id, current }: { readonly id: string; readonly current: ChangeKind | FamilyKind | undefined }) {
  const text = useText();
  const kinds = [
    ...changeKinds.map((kind) => ({ kind, said: changeKindText(text, kind) })),
    ...familyKinds.map((kind) => ({ kind, said: familyKindText(text, kind) })),
  ];
  return (
    <nav aria-label={text.t("变更什么", "What changes")}>
      <ul className="kinds">
        {kinds.map(({ kind, said }) => (
          <li key={kind}>
            <Link
              to="/people/$personId/$part"
              params={{ personId: id, part: "change" }}
              search={{ change: kind }}
              className="kind"
              activeProps={{}}
              activeOptions={{ exact: true, includeSearch: true }}

              {...(kind === current && { "aria-current": "true" as const })}
            >
              {said}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
