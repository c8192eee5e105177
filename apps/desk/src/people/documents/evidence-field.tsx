import { useQuery } from "@tanstack/react-query";
import { mayIn, useMe } from "../../api/me.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { attachmentsQuery, type PersonFile } from "../people-queries.ts";
import { formatText } from "./format-text.ts";
import { UploadDocument } from "./upload-document.tsx";

type Props = {
  readonly file: Pick<PersonFile, "id" | "areas">;
  readonly chosen: readonly number[];
  readonly onChoose: (ids: readonly number[]) => void;
};

/** 证明材料: which documents of the file show what is asked for; another one can be put in. Whoever decides sees them. */
export function EvidenceField({ file, chosen, onChoose }: Props) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const { data, error } = useQuery(attachmentsQuery(file.id));
  // What lies in the file of the household shows nothing of the person's.
  const own = (data?.attachments ?? []).filter(({ subjectId }) => subjectId === file.id);
  const toggle = (id: number) => onChoose(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <details className="evidence" open={chosen.length > 0}>
      <summary>{t(`证明材料（已附${chosen.length}份）`, `Documents that show it (${chosen.length})`)}</summary>
      <div className="stack">
        {error ? <ProblemNotice error={error} /> : null}
        {own.length === 0 ? (
          <p className="soft">{t("档案里还没有材料。", "No documents in the file yet.")}</p>
        ) : (
          <fieldset className="choice">
            <legend>{t("档案里的哪些材料", "Which documents of the file")}</legend>
            {own.map(({ id, name, mediaType, expiresOn }) => (
              <label key={id} className="check">
                <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
                <span>
                  {name} <small className="soft">{formatText(mediaType)}</small>
                  {expiresOn !== null && expiresOn < me.today ? (
                    <small>{t(`，${dayText(text, expiresOn)}已过期`, `, expired on ${dayText(text, expiresOn)}`)}</small>
                  ) : null}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {mayIn(me, "registry.attach", file.areas) ? (
          <UploadDocument id={file.id} onAdded={(id) => onChoose(chosen.includes(id) ? chosen : [...chosen, id])} />
        ) : null}
      </div>
    </details>
  );
}
