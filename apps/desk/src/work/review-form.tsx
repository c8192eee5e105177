import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useDraft } from "../draft/use-draft.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useText } from "../text/use-text.ts";
import { emergenciesQuery } from "./work-queries.ts";

/** Whether somebody was right to open a file in an emergency. */
export function ReviewForm({ id }: { readonly id: number }) {
  const { t } = useText();
  const queries = useQueryClient();
  const [words, write, drop] = useDraft(`review.${id}`);
  const review = useMutation({
    mutationFn: (finding: "justified" | "unjustified") =>
      ask("POST", pathOf("emergencyReview", id), { body: { finding, words: words.trim() === "" ? null : words.trim() } }),
    onSuccess: () => {
      drop();
      return queries.invalidateQueries({ queryKey: emergenciesQuery.queryKey });
    },
  });
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      <div className="field">
        <label htmlFor={`review-${id}`}>{t("说明（可以不填）", "Words (may be left out)")}</label>
        <textarea
          id={`review-${id}`}
          className="text"
          rows={2}
          maxLength={500}
          value={words}
          onChange={({ target }) => write(target.value)}
        />
      </div>
      {review.error ? <ProblemNotice error={review.error} /> : null}
      <div className="actions">
        <button type="button" className="button" disabled={review.isPending} onClick={() => review.mutate("justified")}>
          {t("情况属实", "Justified")}
        </button>
        <button type="button" className="button warn" disabled={review.isPending} onClick={() => review.mutate("unjustified")}>
          {t("不应查看", "Not justified")}
        </button>
      </div>
    </form>
  );
}
