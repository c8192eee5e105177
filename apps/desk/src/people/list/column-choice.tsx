import { useText } from "../../text/use-text.ts";
import { allColumns, type Columns } from "./columns.ts";

/** Which columns stand in the list. */
export function ColumnChoice({ columns }: { readonly columns: Columns }) {
  const { t, say } = useText();
  return (
    <details className="pop no-print">
      <summary className="button plain">{t("列", "Columns")}</summary>
      <fieldset className="choice pop-body">
        <legend>{t("姓名以外显示哪些列", "Columns beside the name")}</legend>
        {allColumns.map(({ key, text }) => (
          <label key={key} className="check">
            <input type="checkbox" checked={columns.shown.some((column) => column.key === key)} onChange={() => columns.toggle(key)} />
            {say(text)}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
