import type { Text } from "@huican/engine";

/** 新功能: what a release brought to whoever works at the desk. @param id the day of the release, by which browsers know what they have shown */
type Release = { readonly id: string; readonly lines: readonly Text[] };

/** The newest first. */
export const releases: readonly Release[] = [
  {
    id: "2026-11-27",
    lines: [
      {
        zh: "户籍迁到外地、住到外地：输入区县名就能选，全国的都有；名单和档案里外地也写名称，不写代码。",
        en: "Moving out of the district: any district of the country is found by typing its name, and places elsewhere are told by name instead of code.",
      },
      {
        zh: "导入的列对应、改到一半的行，重复档案选好的哪一份，刷新、断网、登录到期都不丢。",
        en: "Columns that you matched, a row half corrected, and the sides you chose of two files survive a reload, a lost network and a lost session.",
      },
      {
        zh: "家庭关系图按辈分画：父母在上，子女在下。",
        en: "The drawing of a family stands by generations: parents above, children below.",
      },
    ],
  },
  {
    id: "2026-11-26",
    lines: [
      {
        zh: "导览：在帮助里按“开始导览”，几步看完您的岗位怎么用。",
        en: "A tour: the help begins it, and shows in some steps what your office does here.",
      },
      {
        zh: "管理表单也留住没提交的内容：新建账号、任职、结束、移交、代理，刷新、断网、登录到期都不丢。启用码、密码从不保存。",
        en: "Forms of administration keep what was not sent too: new accounts, appointments, handing over and leave survive a reload, a lost network and a lost session. Codes and passwords are never kept.",
      },
      {
        zh: "地区与功能区：系统管理员和安全保密管理员一级一级看区划、沿革、谁在那里任职。",
        en: "Areas and functional zones: the system and the security administrator see every area, its history, and who works there.",
      },
      {
        zh: "新功能列在这里；有没看过的，“帮助”旁边有标记。",
        en: "What is new is listed here; where you have not seen it, a mark stands beside the help.",
      },
    ],
  },
  {
    id: "2026-11-25",
    lines: [
      {
        zh: "三个管理员的页面：账号和任职、访问记录、核对记录、异常查阅、系统状态。",
        en: "Pages of the three administrators: accounts, the access log and verifying it, unusual reading, the system.",
      },
      { zh: "重复档案：两份并排、合并、撤销合并。", en: "Duplicates: two files side by side, merging, and undoing it." },
      { zh: "导入别的单位的名单；可以整批撤销。", en: "Lists from other units come in, and go out again as a whole." },
      { zh: "每一页旁边的帮助（H）和词语解释。", en: "Help beside every page (H), and a glossary." },
    ],
  },
];

/** What of the news a browser has not shown yet. @param last the id of the newest that it has; empty for none */
export function unreadSince(last: string): readonly Release[] {
  return releases.filter(({ id }) => id > last);
}
