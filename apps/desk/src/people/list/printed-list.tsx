import { useMe } from "../../api/me.ts";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import type { Line } from "../search/found-table.tsx";
import { allColumns } from "./columns.ts";
import { Cell } from "./people-grid.tsx";

/** A list on paper: every line, with who printed it and when. */
export function PrintedList({ lines, said }: { readonly lines: readonly Line[]; readonly said: string }) {
  const text = useText();
  const { t, say } = text;
  const { displayName, today } = useMe();
  return (
    <div className="print-only">
      <h2>
        {said}
        {t(`：${lines.length}人`, `: ${lines.length} people`)}
      </h2>
      <p>
        {t(
          `${displayName}于${dayText(text, today)}打印；含个人信息，用完请销毁。`,
          `Printed by ${displayName} on ${dayText(text, today)}. It holds personal information: destroy it after use.`,
        )}
      </p>
      <table className="people-rows">
        <thead>
          <tr>
            <th>{t("姓名", "Name")}</th>
            {allColumns.map(({ key, text: label }) => (
              <th key={key}>{say(label)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.name}</th>
              {allColumns.map(({ key }) => (
                <td key={key}>
                  <Cell column={key} line={line} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
