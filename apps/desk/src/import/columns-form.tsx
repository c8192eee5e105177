import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, pathOf } from "../api/api.ts";
import { useDraftFields } from "../draft/use-draft-fields.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { useText } from "../text/use-text.ts";
import { refreshImports, type ImportInFull } from "./import-queries.ts";

/** What each column of the file says: as it was found, to be looked at and mended. */
export function ColumnsForm({ entered }: { readonly entered: ImportInFull }) {
  const { t, say } = useText();
  const queries = useQueryClient();
  const [chosen, choose, drop] = useDraftFields<Readonly<Record<number, string>>>(`import.${entered.id}.columns`, {});
  const targets = entered.columns.map(({ target }, i) => chosen[i] ?? target);
  const settle = useMutation({
    mutationFn: () => ask("POST", pathOf("importColumns", entered.id), { body: { targets } }),
    onSuccess: () => {
      drop();
      return refreshImports(queries);
    },
  });
  const twice = targets.filter((key, i) => key !== "" && targets.indexOf(key) !== i);
  return (
    <form
      className="stack"
      aria-labelledby="columns-title"
      onSubmit={(event) => {
        event.preventDefault();
        settle.mutate();
      }}
    >
      <h2 id="columns-title">{t("每一列是什么", "What each column says")}</h2>
      <p className="soft">
        {t(
          "已按列名对好，请看一遍。没有对应的列不会读；确认以后，这个单位下次就按这样对。",
          "Matched by their names: look through them. A column without a match is not read; the unit's next file begins with what you confirm.",
        )}
      </p>
      <div className="table-frame">
        <table className="rows columns-table">
          <caption className="visually-hidden">{t("列的对应", "Columns and what they say")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("表格里的列", "In the file")}</th>
              <th scope="col">{t("名册里的事项", "In the register")}</th>
            </tr>
          </thead>
          <tbody>
            {entered.columns.map(({ head }, i) => (
              <tr key={i}>
                <th scope="row" id={`head-${i}`}>
                  {head === "" ? t(`第${i + 1}列`, `column ${i + 1}`) : head}
                </th>
                <td>
                  <select
                    className="text"
                    aria-labelledby={`head-${i}`}
                    value={targets[i] ?? ""}
                    aria-invalid={twice.includes(targets[i] ?? "")}
                    onChange={({ target }) => choose({ [i]: target.value })}
                  >
                    <option value="">{t("不读这一列", "Not read")}</option>
                    {entered.targets.map(({ key, text }) => (
                      <option key={key} value={key}>
                        {say(text)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {twice.length > 0 ? <p className="error">{t("✗ 同一事项只能对应一列。", "✗ Nothing is said by two columns.")}</p> : null}
      {settle.error ? <ProblemNotice error={settle.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={settle.isPending || twice.length > 0}>
          {t("确认，开始核对", "Confirm and check the rows")}
        </button>
      </div>
    </form>
  );
}
