import { RequestCompletionAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useDraft } from "../draft/use-draft.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Field } from "../parts/field.tsx";
import { tell } from "../parts/told.ts";
import { useText } from "../text/use-text.ts";
import type { DataRequest } from "./request-queries.ts";
import { kindText } from "./request-words.ts";

/** What was granted, carried out: a correction by a change, an explanation by words, a deletion by nothing else. */
export function CompletionForm({ request: { id, kind }, onClose }: { readonly request: DataRequest; readonly onClose: () => void }) {
  const text = useText();
  const { t } = text;
  const queries = useQueryClient();
  const [said, write, drop] = useDraft(`request.completion.${id}`);
  const complete = useMutation({
    mutationFn: () => {
      const body = kind === "correction" ? { changeId: Number(said) } : kind === "explanation" ? { words: said.trim() } : {};
      return ask("POST", pathOf("requestCompletion", id), { body, answer: RequestCompletionAnswer });
    },
    onSuccess: ({ deletion }) => {
      drop();
      onClose();
      tell(doneText(kind, deletion));
      return queries.invalidateQueries();
    },
  });
  const title = t(`办理第${id}号：${kindText(text, kind)}`, `Carry out no. ${id}: ${kindText(text, kind)}`);
  return (
    <Confirm
      title={title}
      button={kind === "deletion" ? t("执行删除", "Delete") : kind === "resumption" ? t("恢复处理", "Lift it") : t("办理", "Carry out")}
      error={complete.error}
      isBusy={complete.isPending}
      onClose={onClose}
      onDone={() => complete.mutate()}
    >
      {kind === "correction" ? (
        <Field
          id="change-id"
          label={t("用哪一份变更申请更正", "By which request for a change")}
          hint={t("写编号；那份申请批准后，这里自动办结", "Its number; once it is approved this is done by itself")}
        >
          <input
            id="change-id"
            className="text"
            required
            inputMode="numeric"
            pattern="[1-9]\d{0,14}"
            autoComplete="off"
            value={said}
            onChange={({ target }) => write(target.value.trim())}
            aria-describedby="change-id-hint"
          />
        </Field>
      ) : null}
      {kind === "explanation" ? (
        <Field id="explanation" label={t("说明的内容，会告诉提出的人", "The explanation; whoever asked is told")}>
          <textarea
            id="explanation"
            className="text"
            rows={4}
            required
            maxLength={2000}
            value={said}
            onChange={({ target }) => write(target.value)}
          />
        </Field>
      ) : null}
      {kind === "deletion" ? (
        <p>
          {t(
            "还在法定保存期内的，停止处理：只保存，谁也看不到，期满自动删除。没有要保存的，当场删除，不能恢复。",
            "While the law asks for something to be kept, the file is restricted: stored and seen by nobody until its day. Where nothing has to be kept it is erased at once, and nothing brings it back.",
          )}
        </p>
      ) : null}
      {kind === "resumption" ? (
        <p>
          {t(
            "执行后，这份档案和同一份删除请求停下的其他档案都能再查看、查找和使用，那份删除请求就此结束，不再自动删除。停止期间的快照里没有这个人。",
            "This file, and whatever the same deletion set aside, is read, found and used again; that deletion ends here and erases nothing. Snapshots of the days between stay without the person.",
          )}
        </p>
      ) : null}
    </Confirm>
  );
}

type Deletion = { readonly how: "restricted" | "erased"; readonly eraseFrom: string | null } | null;

function doneText(kind: DataRequest["kind"], deletion: Deletion) {
  if (kind === "resumption")
    return { zh: "档案已恢复处理，可以再查看和使用。", en: "The restriction is lifted: the file is in use again." };
  if (deletion?.how === "erased") return { zh: "档案已删除。", en: "The file is erased." };
  if (deletion) return { zh: "档案已停止处理，期满自动删除。", en: "The file is restricted, and erased when its day has come." };
  return { zh: "已办理。", en: "Carried out." };
}
