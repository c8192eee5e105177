import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { pathOf } from "../../api/api.ts";
import { sightOf, useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { sealedText } from "../person-words.ts";
import { fetchFile } from "../transfer.ts";
import { useWords } from "../use-words.ts";
import { filterFacts } from "./filters.ts";
import { askedOrder } from "./order.ts";
import type { Listed } from "./use-list-pages.ts";

const act = "registry.export-people";
const sealed = ["identity-number", "certificate-number", "phone", "bank-account", "address"];
const [leastReason, mostReason] = [4, 100];

/** 导出: what is taken away, and why. In the order of the list on the screen. The reason is printed on every page, and everybody in the list can read it. */
export function ExportDialog({
  listed: { conditions, order },
  said,
  count,
  onClose,
}: {
  readonly listed: Listed;
  readonly said: string;
  readonly count: number;
  readonly onClose: () => void;
}) {
  const text = useText();
  const { t, say } = text;
  const me = useMe();
  const { words } = useWords();
  const [{ reason, ...chosen }, write, drop] = useDraftFields("export", { reason: "", columns: "" });
  const columns = chosen.columns.split(",").filter(Boolean);
  const [isTried, tried] = useState(false);
  const length = Array.from(reason.trim()).length;
  const isFit = length >= leastReason && length <= mostReason;
  const take = useMutation({
    mutationFn: () => fetchFile(pathOf("exports"), { filters: conditions, order: askedOrder(order), columns, reason: reason.trim() }),
    onSuccess: drop,
  });
  const toggle = (key: string) =>
    write({ columns: (columns.includes(key) ? columns.filter((each) => each !== key) : [...columns, key]).join(",") });
  const facts = filterFacts(words, (group) => sightOf(me, act, group) === "whole").filter(({ name }) => name !== "person.age");
  return (
    <Dialog label={t("导出名单", "Export the list")} onClose={onClose} isWide>
      <h2>{t(`导出${count.toLocaleString("en-US")}人`, `Export ${count.toLocaleString("en-US")} people`)}</h2>
      <p className="soft">{said}</p>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          tried(true);
          if (isFit) take.mutate();
          else document.getElementById("export-reason")?.focus();
        }}
      >
        <div className="field">
          <label htmlFor="export-reason">{t("为什么导出", "Why it is exported")}</label>
          <p className="soft" id="export-help">
            {t(
              "4到100个字。会印在每一页，名单里的每个人都能查到。",
              "4 to 100 characters. It is printed on every page, and everybody in the list can read it.",
            )}
          </p>
          <input
            id="export-reason"
            className="text"
            value={reason}
            maxLength={mostReason}
            onChange={(event) => write({ reason: event.target.value })}
            aria-invalid={isTried && !isFit}
            aria-describedby="export-help export-fault"
          />
          <p className="error" id="export-fault">
            {isTried && !isFit
              ? t(`请写明理由，至少4个字，您写了${length}个。`, `Give a reason of at least 4 characters; you wrote ${length}.`)
              : ""}
          </p>
        </div>
        <details>
          <summary>{t(`另加的列（已选${columns.length}）`, `More columns (${columns.length} chosen)`)}</summary>
          <fieldset className="choice columns-choice">
            <legend>{t("号码和联系方式", "Numbers and contact")}</legend>
            {sealed
              .filter((key) => sightOf(me, act, key) !== "nothing")
              .map((key) => (
                <Check key={key} isOn={columns.includes(key)} onToggle={() => toggle(key)}>
                  {sealedText(text, key)}
                  {sightOf(me, act, key) === "masked" ? t("（遮盖）", " (masked)") : ""}
                </Check>
              ))}
          </fieldset>
          {words.groups.map(({ key, text: label }) => {
            const own = facts.filter(({ name }) => name.startsWith(`${key}.`));
            return own.length === 0 ? null : (
              <fieldset key={key} className="choice columns-choice">
                <legend>{say(label)}</legend>
                {own.map(({ name, label: factText }) => (
                  <Check key={name} isOn={columns.includes(name)} onToggle={() => toggle(name)}>
                    {say(factText)}
                  </Check>
                ))}
              </fieldset>
            );
          })}
        </details>
        {take.error ? <ProblemNotice error={take.error} /> : null}
        <p role="status">
          {take.isPending
            ? t(
                "正在生成，人多时要一两分钟，请不要关闭这一页……",
                "Being made; with many people it takes a minute or two, keep this page open …",
              )
            : take.data !== undefined
              ? t(`✓ 已导出：${take.data}`, `✓ Exported: ${take.data}`)
              : ""}
        </p>
        <div className="actions">
          <button type="submit" className="button" disabled={take.isPending}>
            {t("导出为 Excel", "Export for Excel")}
          </button>
          <button type="button" className="button plain" onClick={onClose}>
            {t("关闭", "Close")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Check({
  isOn,
  onToggle,
  children,
}: {
  readonly isOn: boolean;
  readonly onToggle: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={onToggle} />
      <span>{children}</span>
    </label>
  );
}
