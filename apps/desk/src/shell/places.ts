import type { Text } from "@huican/engine";
import { may, type Me } from "../api/me.ts";
import type { IconName } from "../parts/icon.tsx";

/** A page that the navigation, the palette and the keys lead to. */
export type Place = {
  readonly to:
    | "/"
    | "/people"
    | "/imports"
    | "/duplicates"
    | "/requests"
    | "/accounts"
    | "/areas"
    | "/log"
    | "/log-check"
    | "/readers"
    | "/system"
    | "/delegation"
    | "/settings";
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
    to: "/requests",
    text: { zh: "信息请求", en: "Requests" },
    icon: "policies",
    keys: "g q",
    also: "qingqiu 个人信息 副本 删除 更正 copy delete privacy",
    acts: ["registry.list-requests"],
  },
  {
    to: "/accounts",
    text: { zh: "账号和任职", en: "Accounts" },
    icon: "account",
    keys: "g a",
    also: "zhanghao 用户 角色 权限 锁定 启用码 role user appoint",
    acts: ["access.see-accounts"],
  },
  {
    to: "/areas",
    text: { zh: "地区功能区", en: "Areas" },
    icon: "area",
    keys: "g z",
    also: "diqu quhua gongnengqu 行政区划 区划 代码 街道 乡镇 高新区 开发区 zone division code district township",
    acts: ["access.see-areas"],
  },
  {
    to: "/log",
    text: { zh: "访问记录", en: "Access log" },
    icon: "shield",
    keys: "g l",
    also: "fangwen jilu 日志 审计 audit who",
    acts: ["audit.search-log"],
  },
  {
    to: "/log-check",
    text: { zh: "核对记录", en: "Verify the log" },
    icon: "check",
    keys: "g v",
    also: "hedui 封存 检查点 篡改 chain checkpoint tamper",
    acts: ["audit.verify-log"],
  },
  {
    to: "/readers",
    text: { zh: "异常查阅", en: "Unusual reading" },
    icon: "warn",
    keys: "g r",
    also: "yichang 夜间 大量 night many",
    acts: ["access.list-readers"],
  },
  {
    to: "/system",
    text: { zh: "系统状态", en: "System" },
    icon: "system",
    keys: "g x",
    also: "xitong 密钥 任务 磁盘 数据库 备份 key job disk backup health",
    acts: ["system.see-state"],
  },
  {
    to: "/delegation",
    text: { zh: "代理离岗", en: "Leave" },
    icon: "arrow",
    keys: "g o",
    also: "daili 请假 委托 替班 deputy delegate away",
    acts: ["access.delegate"],
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

/** Whether a path leads to a page that somebody may open, or to one below it. */
export function isOffered(me: Pick<Me, "acts">, path: string): boolean {
  const place = places.find(({ to }) => to !== "/" && `${path}/`.startsWith(`${to}/`));
  return place === undefined || placesFor(me).includes(place);
}
