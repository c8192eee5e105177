import type { Text } from "@huican/engine";
import { may, type Me } from "../api/me.ts";
import type { IconName } from "../parts/icon.tsx";

/** A page that the navigation, the palette and the keys lead to. */
export type Place = {
  readonly to: "/" | "/people" | "/imports" | "/duplicates" | "/settings";
  readonly text: Text;
  readonly icon: IconName;
  readonly keys: string;
  /** Other words that the palette finds it by. */
  readonly also: string;
  /** Acts of the table of duties of which one has to be granted; of none, everybody has it. */
  readonly acts?: readonly string[];
};

const places: readonly Place[] = [
  { to: "/", text: { zh: "待办", en: "Work" }, icon: "work", keys: "g w", also: "daiban home 首页 审批 approve" },
  {
    to: "/people",
    text: { zh: "人员", en: "People" },
    icon: "people",
    keys: "g p",
    also: "renyuan 查找 名单 档案 search list file",
    acts: ["registry.search-people", "registry.list-people"],
  },
  {
    to: "/imports",
    text: { zh: "导入", en: "Import" },
    icon: "table",
    keys: "g i",
    also: "daoru 表格 名单 excel csv spreadsheet upload 上传",
    acts: ["exchange.see-imports"],
  },
  {
    to: "/duplicates",
    text: { zh: "重复档案", en: "Duplicates" },
    icon: "duplicates",
    keys: "g d",
    also: "chongfu 查重 合并 撤销合并 两份 merge twice same person",
    acts: ["registry.list-duplicates"],
  },
  {
    to: "/settings",
    text: { zh: "设置", en: "Settings" },
    icon: "settings",
    keys: "g s",
    also: "shezhi 字号 颜色 语言 dark large language",
  },
];

/** The pages that somebody may open: what would be refused is not shown. */
export function placesFor(me: Pick<Me, "acts">): readonly Place[] {
  return places.filter(({ acts }) => acts === undefined || acts.some((act) => may(me, act)));
}
