import { AttachedAnswer, attachmentNameHeader, registerBase } from "@huican/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { pathOf } from "../../api/api.ts";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText, timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { attachmentsQuery } from "../people-queries.ts";
import { sendFile } from "../transfer.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

/** 材料: scans and photographs in the file, to open and to add to. They are never changed and never removed. */
export function DocumentsPart({ file }: PartProps) {
  const { t } = useText();
  const me = useMe();
  return (
    <>
      <PartTitle title={t("材料", "Documents")} />
      <DocumentTable id={file.id} mayOpen={mayIn(me, "registry.read-attachment", [file.area])} />
      {mayIn(me, "registry.attach", [file.area]) ? <AddDocument id={file.id} /> : null}
    </>
  );
}

function DocumentTable({ id, mayOpen }: { readonly id: number; readonly mayOpen: boolean }) {
  const text = useText();
  const { t } = text;
  const { today } = useMe();
  const { data, error, refetch } = useQuery(attachmentsQuery(id));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  if (data.attachments.length === 0) return <p className="empty">{t("还没有材料。", "No documents yet.")}</p>;
  return (
    <div className="table-frame">
      <table className="people-rows">
        <caption className="visually-hidden">{t("材料", "Documents")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("名称", "Name")}</th>
            <th scope="col">{t("格式", "Format")}</th>
            <th scope="col">{t("放入时间", "Added")}</th>
            <th scope="col">{t("证明到", "Proves until")}</th>
          </tr>
        </thead>
        <tbody>
          {data.attachments.map(({ id: number, name, mediaType, addedAt, expiresOn, subjectId }) => (
            <tr key={number}>
              <th scope="row">
                {mayOpen ? (
                  <a href={`${registerBase}${pathOf("attachment", number)}`} download>
                    {name}
                  </a>
                ) : (
                  name
                )}
                {subjectId === id ? null : <small className="soft">{t("（家庭的）", " (of the household)")}</small>}
              </th>
              <td>{formatText(mediaType)}</td>
              <td>{timeText(text, addedAt)}</td>
              <td>
                {expiresOn === null ? t("没有写明", "not stated") : dayText(text, expiresOn)}
                {expiresOn !== null && expiresOn < today ? <span className="badge bad">⚠ {t("已过期", "expired")}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayOpen ? (
        <p className="soft">
          {t(
            "打开就是取到您的电脑上，会留下记录；取出的文件没有加密，用完请删除。",
            "Opening one copies it to your computer, and is logged. The copy is not sealed: delete it after use.",
          )}
        </p>
      ) : null}
    </div>
  );
}

function formatText(mediaType: string): string {
  return { "application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG" }[mediaType] ?? mediaType;
}

const mostBytes = 10_000_000;

function AddDocument({ id }: { readonly id: number }) {
  const { t } = useText();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [expiresOn, expire] = useState("");
  const [fault, say] = useState("");
  const [isDone, done] = useState(false);
  const add = useMutation({
    mutationFn: (file: File) =>
      sendFile(pathOf("attachments", id), file, {
        headers: { [attachmentNameHeader]: encodeURIComponent(file.name) },
        query: expiresOn === "" ? {} : { expiresOn },
        answer: AttachedAnswer,
      }),
    onSuccess: async () => {
      if (field.current) field.current.value = "";
      done(true);
      await queries.invalidateQueries({ queryKey: ["people", "attachments", id] });
    },
  });
  return (
    <section className="card" aria-labelledby="add-title">
      <h3 id="add-title">{t("放入材料", "Add a document")}</h3>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          done(false);
          const [file] = field.current?.files ?? [];
          if (!file) return say(t("请先选一个文件。", "Choose a file first."));
          if (file.size > mostBytes)
            return say(t("文件超过10兆，请压缩或分开。", "The file is larger than 10 MB: make it smaller, or split it."));
          say("");
          add.mutate(file);
        }}
      >
        <div className="field">
          <label htmlFor="document">{t("文件（PDF、JPEG、PNG，不超过10兆）", "File (PDF, JPEG or PNG, at most 10 MB)")}</label>
          <input id="document" ref={field} className="text" type="file" accept=".pdf,.jpg,.jpeg,.png" aria-describedby="document-fault" />
          <p className="error" id="document-fault" role="alert">
            {fault}
          </p>
        </div>
        <div className="field short">
          <label htmlFor="document-until">{t("证明到哪天（可不填）", "Proves until (may be left out)")}</label>
          <input id="document-until" className="text" type="date" value={expiresOn} onChange={(event) => expire(event.target.value)} />
        </div>
        {add.error ? <ProblemNotice error={add.error} /> : null}
        <p role="status">{isDone ? t("✓ 已放入档案。", "✓ Added to the file.") : add.isPending ? t("正在上传……", "Sending …") : ""}</p>
        <div className="actions">
          <button type="submit" className="button" disabled={add.isPending}>
            {t("放入档案", "Add to the file")}
          </button>
        </div>
      </form>
    </section>
  );
}
