import { AttachedAnswer, attachmentNameHeader } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { pathOf } from "../../api/api.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { attachmentsQuery } from "../people-queries.ts";
import { sendFile } from "../transfer.ts";

const mostBytes = 10_000_000;

/**
 * Puts a scan or a photograph into a file. What it is, is told by its content, by the server. It stands in no form of its own: it may lie within one.
 * @param onAdded told the number of what is in the file now
 */
export function UploadDocument({ id, onAdded = () => {} }: { readonly id: number; readonly onAdded?: (number: number) => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [expiresOn, expire] = useState("");
  const [fault, say] = useState("");
  const [sent, tellSent] = useState(0);
  const add = useMutation({
    mutationFn: (file: File) =>
      sendFile(pathOf("attachments", id), file, {
        headers: { [attachmentNameHeader]: encodeURIComponent(file.name) },
        query: expiresOn === "" ? {} : { expiresOn },
        answer: AttachedAnswer,
        onSent: tellSent,
      }),
    onSuccess: async ({ id: number }) => {
      if (field.current) field.current.value = "";
      await queries.invalidateQueries({ queryKey: attachmentsQuery(id).queryKey });
      onAdded(number);
    },
  });
  const send = () => {
    add.reset();
    tellSent(0);
    const [file] = field.current?.files ?? [];
    if (!file) return say(t("请先选一个文件。", "Choose a file first."));
    if (file.size > mostBytes)
      return say(t("文件超过10兆，请压缩或分开。", "The file is larger than 10 MB: make it smaller, or split it."));
    say("");
    add.mutate(file);
  };
  const percent = Math.round(sent * 100);
  return (
    <div className="stack">
      <div className="field">
        <label htmlFor="document">{t("文件（PDF、JPEG、PNG，不超过10兆）", "File (PDF, JPEG or PNG, at most 10 MB)")}</label>
        <input id="document" ref={field} className="text" type="file" accept=".pdf,.jpg,.jpeg,.png" aria-describedby="document-fault" />
        <p className="error" id="document-fault" role="alert">
          {fault}
        </p>
      </div>
      <div className="field short">
        <label htmlFor="document-until">{t("证明到哪天（可不填）", "Proves until (may be left out)")}</label>
        <input
          id="document-until"
          className="text"
          type="date"
          value={expiresOn}
          onChange={(event) => expire(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            send();
          }}
        />
      </div>
      {add.error ? <ProblemNotice error={add.error} /> : null}
      {add.isPending ? <progress max={100} value={percent} aria-label={t("已上传", "Sent so far")} /> : null}
      <p role="status">
        {add.isSuccess
          ? t("✓ 已放入档案。", "✓ Added to the file.")
          : !add.isPending
            ? ""
            : percent < 100
              ? t(`正在上传……${percent}%`, `Sending … ${percent}%`)
              : t("已上传，正在检查和加密……", "Sent; being checked and sealed …")}
      </p>
      <div className="actions">
        <button type="button" className="button plain" disabled={add.isPending} onClick={send}>
          {t("放入档案", "Add to the file")}
        </button>
      </div>
    </div>
  );
}
