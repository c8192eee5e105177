import { RevealAnswer } from "@huican/contract";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { useDraft } from "../../draft/use-draft.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { useText } from "../../text/use-text.ts";
import { sealedText } from "../person-words.ts";

/**
 * 凭理由查看: what a mask hides, whole, once somebody has said why. It is held by this component alone: whoever leaves the page takes it away, and neither a draft nor
 * anything that is kept has it. Why it is asked for is kept until it was answered.
 */
export function Reveal({ fileId, kind }: { readonly fileId: number; readonly kind: string }) {
  const text = useText();
  const { t, marks } = text;
  const [isAsking, asks] = useState(false);
  const [reason, write, drop] = useDraft(`reveal.${fileId}.${kind}`);
  const reveal = useMutation({
    mutationFn: () => ask("POST", pathOf("reveal", fileId), { body: { kind, reason }, answer: RevealAnswer }),
    gcTime: 0,
    onSuccess: () => {
      drop();
      asks(false);
    },
  });
  const name = sealedText(text, kind);
  if (reveal.data)
    return (
      <span className="revealed block" role="status">
        <strong className="digits">
          {reveal.data.values.map((value) => value.text).join(marks.semicolon) || t("现在没有登记", "none recorded now")}
        </strong>{" "}
        <button type="button" className="button plain" onClick={() => reveal.reset()}>
          {t("遮盖", "Hide")}
        </button>
      </span>
    );
  return (
    <>
      {" "}
      <button
        type="button"
        className="button plain"
        aria-label={t(`凭理由查看完整的${name}`, `See it for a reason: ${name}`)}
        onClick={() => asks(true)}
      >
        {t("凭理由查看", "See it for a reason")}
      </button>
      {isAsking ? (
        <Confirm
          title={t(`查看完整的${name}`, `See it whole: ${name}`)}
          button={t("查看", "See it")}
          error={reveal.error}
          isBusy={reveal.isPending}
          onClose={() => asks(false)}
          onDone={() => reveal.mutate()}
        >
          <p>
            {t(
              "您看了、为什么看，会记入访问记录，本人看得到。离开这一页就重新遮盖。",
              "That you saw it and why stands in the access log, where the person reads it. It is masked again when you leave this page.",
            )}
          </p>
          <Field
            id="reveal-reason"
            label={t("为什么要看", "Why")}
            hint={t("4到100个字，不要写人名和号码", "4 to 100 characters, without names and numbers")}
          >
            <input
              id="reveal-reason"
              className="text"
              required
              minLength={4}
              maxLength={100}
              autoComplete="off"
              value={reason}
              onChange={({ target }) => write(target.value)}
              aria-describedby="reveal-reason-hint"
            />
          </Field>
        </Confirm>
      ) : null}
    </>
  );
}
