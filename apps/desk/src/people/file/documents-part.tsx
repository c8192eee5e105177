import { registerBase } from "@huican/contract";
import { useQuery } from "@tanstack/react-query";
import { pathOf } from "../../api/api.ts";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText, timeText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { formatText } from "../documents/format-text.ts";
import { UploadDocument } from "../documents/upload-document.tsx";
import { attachmentsQuery } from "../people-queries.ts";
import type { PartProps } from "./part-props.ts";
import { PartTitle } from "./part-title.tsx";

/** 材料: scans and photographs in the file, to open and to add to. They are never changed and never removed. */
export function DocumentsPart({ file }: PartProps) {
  const { t } = useText();
  const me = useMe();
  return (
    <>
      <PartTitle title={t("材料", "Documents")} />
      <DocumentTable id={file.id} mayOpen={mayIn(me, "registry.read-attachment", file.areas)} />
      {mayIn(me, "registry.attach", file.areas) ? (
        <section className="card" aria-labelledby="add-title">
          <h3 id="add-title">{t("放入材料", "Add a document")}</h3>
          <UploadDocument id={file.id} />
        </section>
      ) : null}
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
