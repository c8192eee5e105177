import { useText } from "../../text/use-text.ts";
import { allColumns, type Columns } from "./columns.ts";
import { Pop } from "./pop.tsx";

/** Which columns stand in the list. */
export function ColumnChoice({ columns }: { readonly columns: Columns }) {
  const { t, say } = useText();
  return (
    <Pop title={t("列", "Columns")}>
      <fieldset className="choice pop-body">
        <legend>{t("姓名以外显示哪些列", "Columns beside the name")}</legend>
        {allColumns.map(({ key, text }) => (
          <label key={key} className="check">
            <input type="checkbox" checked={columns.shown.some((column) => column.key === key)} onChange={() => columns.toggle(key)} />
            {say(text)}
          </label>
        ))}
      </fieldset>
    </Pop>
  );
}
