import type { Text } from "@huican/engine";

/** What one can do on a page, in a few sentences. */
export type PageHelp = { readonly title: Text; readonly lines: readonly Text[] };

/** By the beginning of the address; the longest that fits counts. */
const helpByPath: Readonly<Record<string, PageHelp>> = {
  "/": {
    title: { zh: "待办", en: "Your work" },
    lines: [
      { zh: "等您办的排在前面，等得最久的在最上面。", en: "What waits for you comes first, the oldest on top." },
      { zh: "等您审批的合并和撤销合并也在这里。", en: "Merges to decide, and their undoing, are here too." },
      { zh: "自己提交的由别人审批，可以撤回。", en: "Others decide what you asked for; you can take it back." },
      {
        zh: "批准错了，打开那份变更申请撤销，由另一个人审批。",
        en: "To undo an approval, open the change and ask for it; another person decides.",
      },
    ],
  },
  "/changes": {
    title: { zh: "变更申请", en: "A change" },
    lines: [
      { zh: "左右对照改前、改后；下面是对待遇的影响。", en: "Both versions stand side by side; below is what it does to benefits." },
      {
        zh: "附了证明材料的，先打开看；打开会留下记录。",
        en: "Open the documents that it names, if any; opening one is logged.",
      },
      { zh: "拿不准就不批准：写明缺什么，退给申请人。", en: "If in doubt, refuse and say what is missing." },
    ],
  },
  "/people": {
    title: { zh: "人员", en: "People" },
    lines: [
      {
        zh: "写您知道的：姓名、拼音、号码、地区，用空格隔开。",
        en: "Type what you know: a name, pinyin, a number, an area, with spaces between.",
      },
      { zh: "每次查看都有记录，本人看得到。", en: "Every look is logged, and the person can see it." },
      {
        zh: "遮盖的号码可以凭理由查看，离开这一页重新遮盖。",
        en: "A masked number can be seen for a reason; it is masked again when you leave.",
      },
      {
        zh: "家庭和监护的变更从概况里的“家庭和亲属”申请；写在谁的档案里，改的就是谁。",
        en: "Changes of households and guardians start below the household; a change is about whose file it stands in.",
      },
      {
        zh: "申请变更时可以附上证明材料：档案里的，或者当场放入的。",
        en: "A change can name documents of the file, also one that is put in on the spot.",
      },
      { zh: "改档案要申请，另一个人批准后才生效。", en: "A file is changed by asking; it holds once another person approves." },
    ],
  },
  "/people/list": {
    title: { zh: "名单", en: "Lists" },
    lines: [
      { zh: "条件可以叠加；点列名排序，“列”选显示哪些列。", en: "Conditions add up; press a heading to sort, and choose columns." },
      {
        zh: "“存为常用名单”只给自己；“共享的名单”给同区域的同事，里面没有人。",
        en: "A saved list is your own; a shared one is for colleagues of the area, and holds nobody.",
      },
      {
        zh: "同事打开共享的名单，看到的是他们自己辖区的人。",
        en: "Whoever opens a shared list sees the people of their own areas.",
      },
      { zh: "导出要写理由，名单里的每个人都看得到。", en: "An export needs a reason, which everybody in the list can read." },
    ],
  },
  "/requests": {
    title: { zh: "个人信息请求", en: "Requests" },
    lines: [
      { zh: "三十天内答复；快到期的排在前面。", en: "They are due in thirty days; what is due first comes first." },
      {
        zh: "登记、决定、执行删除不能是同一个人。",
        en: "Who enters one does not decide it; who decides a deletion does not carry it out.",
      },
      {
        zh: "停止处理的档案要恢复，也在那份档案的请求里登记，由另外的人决定并执行。",
        en: "To lift a restriction, take a request down with that file; other people decide it and lift it.",
      },
      { zh: "不同意要选法定理由，写明原因，告诉提出的人。", en: "A refusal names a legal ground and says why, for whoever asked." },
    ],
  },
  "/accounts": {
    title: { zh: "账号和任职", en: "Accounts and appointments" },
    lines: [
      {
        zh: "系统管理员建账号；安全保密管理员任职、发启用码。",
        en: "The system administrator makes accounts; the security administrator appoints and gives codes.",
      },
      { zh: "人走了：先结束任职或移交，再锁定账号。", en: "When somebody leaves: end or hand over their offices, then lock the account." },
      {
        zh: "手机丢了：发新的启用码，原来的登录方式全部作废。",
        en: "A lost telephone: give a new setup code; every earlier way to sign in is void.",
      },
    ],
  },
  "/areas": {
    title: { zh: "地区与功能区", en: "Areas and functional zones" },
    lines: [
      {
        zh: "从省一级一级打开，也可以按名称或代码查；上面的一行回到上级。",
        en: "Open level by level, or search by name or code; the line on top leads back up.",
      },
      {
        zh: "功能区没有代码：任职和档案写它所在的地区。",
        en: "A zone has no code: appointments and files name the area that it lies in.",
      },
      {
        zh: "地区撤了，任职不会自己改：请安全保密管理员在接替的地区任职。",
        en: "When an area ends, appointments stay as they are: the security administrator makes new ones where it went.",
      },
    ],
  },
  "/log": {
    title: { zh: "访问记录", en: "Access log" },
    lines: [
      {
        zh: "按人、档案编号、日期查；都不填就是全部，最近的在前。",
        en: "By person, number of the file, or day; with nothing filled in, all of it, the latest first.",
      },
      { zh: "您的查询也会记下来。", en: "That you look is logged too." },
    ],
  },
  "/log-check": {
    title: { zh: "核对记录", en: "Verifying the log" },
    lines: [
      {
        zh: "每月核对一次，并把检查点存到服务器以外的地方。",
        en: "Verify once a month, and keep the checkpoints somewhere else than on the server.",
      },
      {
        zh: "发现改动：不要动服务器，先导出检查点，再报告。",
        en: "If something was changed: leave the server as it is, export the checkpoints, report it.",
      },
    ],
  },
  "/readers": {
    title: { zh: "异常查阅", en: "Unusual reading" },
    lines: [
      {
        zh: "列出看得多、夜里看、被拒绝、试号码的人和他们说的理由。",
        en: "Who read much, at night, was refused or tried numbers, and the reason they gave.",
      },
      {
        zh: "先看理由，再问本人；要查具体看了谁，请安全审计员查访问记录。",
        en: "Look at the reason, then ask; whose files they were, the audit administrator finds in the log.",
      },
    ],
  },
  "/system": {
    title: { zh: "系统状态", en: "State of the system" },
    lines: [
      {
        zh: "任务出错会自己再试；一直出错，按显示的原因处理。",
        en: "A job that fails is tried again; if it stays so, act on what is shown.",
      },
      { zh: "没有备份或备份太旧：在服务器上运行 huican backup。", en: "No backup, or an old one: run huican backup on the server." },
      { zh: "旧版密钥还有数据：运行 huican keys rotate 换完。", en: "Values of an earlier key: run huican keys rotate to its end." },
    ],
  },
  "/delegation": {
    title: { zh: "代理离岗", en: "While you are away" },
    lines: [
      { zh: "代理人在这些天里能做您的事，到期自己结束。", en: "Your deputy can do your work on these days; it ends by itself." },
      { zh: "要提前结束，请安全保密管理员办理。", en: "To end it earlier, ask the security administrator." },
    ],
  },
  "/settings": {
    title: { zh: "设置", en: "Settings" },
    lines: [
      {
        zh: "只影响这个浏览器；字号、颜色、语言、快捷键随时可以改。",
        en: "For this browser alone; size, colours, language and keys can be changed at any time.",
      },
    ],
  },
  "/news": {
    title: { zh: "新功能", en: "What is new" },
    lines: [
      {
        zh: "每次更新带来了什么，新的在前。看过这一页，标记就没有了。",
        en: "What each release brought, the newest first. Once this page was open the mark is gone.",
      },
    ],
  },
  "/glossary": {
    title: { zh: "词语解释", en: "Glossary" },
    lines: [{ zh: "工作台里的词语，各用一两句话说明。", en: "The words of the desk, in a sentence or two each." }],
  },
};

/** The help of a page; of an address that has none, that of the first page. */
export function helpFor(pathname: string): PageHelp {
  const fitting = Object.keys(helpByPath).filter((path) => pathname === path || pathname.startsWith(`${path}/`));
  const [longest = "/"] = fitting.sort((a, b) => b.length - a.length);
  return helpByPath[longest] as PageHelp;
}
