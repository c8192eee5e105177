import type { Tongue } from "../../text/use-text.ts";
import { allColumns } from "./columns.ts";
import type { View } from "./saved-views.ts";

/** 列：性别、年龄；按出生日期从后到前排。 */
export function viewText({ t, say, marks }: Tongue, { columns, order }: View): string {
  const textOf = (key: string) => {
    const column = allColumns.find((each) => each.key === key);
    return column ? say(column.text) : t("姓名", "Name");
  };
  const shown = columns.map(textOf).join(marks.and) || t("只有姓名", "the name alone");
  const by = textOf(order.column);
  return order.isDescending
    ? t(`列：${shown}；按${by}倒序。`, `Columns: ${shown}; by ${by}, reversed.`)
    : t(`列：${shown}；按${by}排序。`, `Columns: ${shown}; by ${by}.`);
}
