import { attachmentNameHeader, EnteredImportAnswer, registerBase } from "@huican/contract";
import type { Text } from "@huican/engine";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { pathOf } from "../api/api.ts";
import { useMe } from "../api/me.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { tell } from "../parts/told.ts";
import { sendFile } from "../people/transfer.ts";
import { useText } from "../text/use-text.ts";
import { refreshImports } from "./import-queries.ts";

type UploadParts = { readonly sources: readonly { readonly key: string; readonly text: Text }[]; readonly units: readonly string[] };

/** The file, who has sent it, whose word it is, and of which day it tells. */
export function UploadForm({ sources, units }: UploadParts) {
  const { t, say } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [{ unit, source, asOf }, write, drop] = useDraftFields("import.upload", { unit: "", source: "", asOf: me.today });
  const [file, take] = useState<File | null>(null);
  const [isTried, tried] = useState(false);
  const missing = [
    file === null ? "import-file" : null,
    unit.trim() === "" ? "import-unit" : null,
    source === "" ? "import-source" : null,
  ].filter((each) => each !== null);
  const send = useMutation({
    mutationFn: () =>
      sendFile(pathOf("imports"), file ?? new Blob(), {
        headers: { [attachmentNameHeader]: encodeURIComponent(file?.name ?? "") },
        query: { unit: unit.trim(), source, asOf },
        answer: EnteredImportAnswer,
      }),
    onSuccess: async ({ id, isKnown }) => {
      drop();
      if (isKnown) tell({ zh: "这份文件导入过了，这就是那一次。", en: "This file was entered before: this is it." });
      await refreshImports(queries);
      void navigate({ to: "/imports/$importId", params: { importId: String(id) } });
    },
  });
  const fault = (id: string, words: string) =>
    isTried && missing.includes(id) ? (
      <p className="error" id={`${id}-fault`}>
        {words}
      </p>
    ) : null;
  return (
    <form
      className="stack upload"
      aria-labelledby="upload-title"
      onSubmit={(event) => {
        event.preventDefault();
        tried(true);
        if (missing[0] !== undefined) document.getElementById(missing[0])?.focus();
        else send.mutate();
      }}
    >
      <h2 id="upload-title">{t("导入一份表格", "Import a list")}</h2>
      <p className="soft" id="upload-help">
        {t(
          ".xlsx 或 .csv，最多20万行。上传后先核对，不会直接改名册；由另一位同事写入，写入以后还能整批撤销。",
          ".xlsx or .csv, at most 200,000 rows. It is checked first and changes nothing; a colleague writes it, and afterwards it can be undone as a whole.",
        )}{" "}
        <a href={`${registerBase}${pathOf("importTemplate")}`} download>
          {t("下载模板", "Download the template")}
        </a>
      </p>
      <div className="upload-fields">
        <div className="field">
          <label htmlFor="import-file">{t("表格文件", "The file")}</label>
          <input
            id="import-file"
            className="text"
            type="file"
            accept=".xlsx,.csv"
            aria-describedby="upload-help import-file-fault"
            aria-invalid={isTried && file === null}
            onChange={({ target }) => take(target.files?.[0] ?? null)}
          />
          {fault("import-file", t("请选择文件。", "Choose a file."))}
        </div>
        <div className="field">
          <label htmlFor="import-unit">{t("哪个单位给的", "Which unit has sent it")}</label>
          <input
            id="import-unit"
            className="text"
            list="import-units"
            maxLength={100}
            value={unit}
            aria-describedby="import-unit-fault"
            aria-invalid={isTried && unit.trim() === ""}
            onChange={({ target }) => write({ unit: target.value })}
          />
          <datalist id="import-units">
            {units.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
          {fault(
            "import-unit",
            t("请写明单位；下次同一单位的列会自动对应。", "Say which; the columns of its next file match by themselves."),
          )}
        </div>
        <div className="field">
          <label htmlFor="import-source">{t("名册里算谁说的", "Whose word it is in the register")}</label>
          <select
            id="import-source"
            className="text"
            value={source}
            aria-describedby="import-source-fault"
            aria-invalid={isTried && source === ""}
            onChange={({ target }) => write({ source: target.value })}
          >
            <option value="">{t("请选择", "Choose")}</option>
            {sources.map(({ key, text }) => (
              <option key={key} value={key}>
                {say(text)}
              </option>
            ))}
          </select>
          {fault("import-source", t("请选择。", "Choose one."))}
        </div>
        <div className="field">
          <label htmlFor="import-as-of">{t("情况截至哪一天", "As of which day")}</label>
          <input
            id="import-as-of"
            className="text"
            type="date"
            value={asOf}
            max={me.today}
            required
            onChange={({ target }) => write({ asOf: target.value })}
          />
        </div>
      </div>
      {send.error ? <ProblemNotice error={send.error} /> : null}
      <p role="status">{send.isPending ? t("正在读表格，行多时要一两分钟……", "Being read; a long list takes a minute or two …") : ""}</p>
      <div className="actions">
        <button type="submit" className="button" disabled={send.isPending}>
          {t("上传并核对", "Upload and check")}
        </button>
      </div>
    </form>
  );
}
