import { ChangeEntitlementsAnswer } from "@huican/contract";
import { useMutation } from "@tanstack/react-query";
import { ask, pathOf } from "../../api/api.ts";
import { EffectOnPeople } from "../../change/change-effect.tsx";
import { Icon } from "../../parts/icon.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { listed, useText } from "../../text/use-text.ts";
import type { PersonFile } from "../people-queries.ts";

type Props = {
  readonly file: PersonFile;
  /** The steps as they are filled in; null where something is missing, which is then told. */
  readonly stepsOf: () => readonly object[] | null;
};

/** 试算: what the change would do to benefits, before it is asked for. */
export function ChangeTrial({ file, stepsOf }: Props) {
  const text = useText();
  const { t, say } = text;
  const trial = useMutation({
    mutationFn: (steps: readonly object[]) =>
      ask("POST", pathOf("changeTrial", file.id), { body: { steps, seenAt: file.seenAt }, answer: ChangeEntitlementsAnswer }),
  });
  const { data, error, isPending } = trial;
  return (
    <div className="stack">
      <div className="actions">
        <button
          type="button"
          className="button plain"
          disabled={isPending}
          onClick={() => {
            const steps = stepsOf();
            if (steps) trial.mutate(steps);
          }}
        >
          {isPending ? t("正在试算……", "Working it out …") : t("先看看对待遇的影响", "See what it would do to benefits")}
        </button>
      </div>
      {error ? <ProblemNotice error={error} /> : null}
      {data ? (
        <section className="stack" role="status" aria-label={t("试算结果", "What it would do")}>
          {data.overtaken.length > 0 ? (
            <p className="notice warn">
              <Icon name="warn" />
              <span>
                {t("您打开档案以后别人改过：", "Since you opened the file somebody else has changed: ")}
                {listed(text, data.overtaken.map(say))}
                {t("。请刷新页面，看过再填；填好的内容还在。", ". Reload the page and look first; what you filled in stays.")}
              </span>
            </p>
          ) : null}
          <EffectOnPeople effect={data} />
        </section>
      ) : null}
    </div>
  );
}
