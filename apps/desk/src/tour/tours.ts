import type { Text } from "@huican/engine";
import type { Me } from "../api/me.ts";
import type { Place } from "../shell/places.ts";

/** One thing that somebody is shown on the page where it stands. */
export type TourStep = {
  readonly page: Place["to"] | "/people/list";
  /** Finds the thing on the page, as a stylesheet does. */
  readonly at: string;
  /** The act of the table of duties without which it is not there; of none, everybody finds it. */
  readonly act?: string;
  readonly title: Text;
  readonly body: Text;
};

// What several offices are shown, said once.

const find: TourStep = {
  page: "/",
  at: ".find",
  title: { zh: "从这里去任何地方", en: "From here to anywhere" },
  body: {
    zh: "按 Ctrl+K，写姓名、拼音、页面或要办的事。按 ? 列出这一页的快捷键。",
    en: "Press Ctrl+K and type a name, pinyin, a page or what you want to do. Press ? for the keys of the page.",
  },
};
const toDecide: TourStep = {
  page: "/",
  at: "#to-decide",
  act: "registry.approve-change",
  title: { zh: "先看等您审批的", en: "First what waits for you" },
  body: {
    zh: "等得最久的在最上面，5天以上的标出来。打开一份，改前改后并排，下面写着对待遇的影响；A 批准，R 不同意。",
    en: "The oldest comes first; five days and more are marked. Open one: both versions stand side by side, and below what it does to benefits. A approves, R refuses.",
  },
};
const own: TourStep = {
  page: "/",
  at: "#own",
  act: "registry.ask-change",
  title: { zh: "您提交的由别人审批", en: "Others decide what you asked for" },
  body: {
    zh: "录入和审批不能是同一个人。还没有审批的，您可以撤回。",
    en: "Nobody decides what they asked for. While it waits you can take it back.",
  },
};
const watched: TourStep = {
  page: "/",
  at: "main h1",
  act: "registry.list-changes",
  title: { zh: "变更在这里看经过", en: "Changes and who decides them" },
  body: {
    zh: "辖区内等审批的变更列在这里：谁申请、改什么。您只看，不审批。",
    en: "Changes of your area that wait: who asked, and for what. You read them and decide none.",
  },
};
const search: TourStep = {
  page: "/people",
  at: "#find-person",
  act: "registry.search-people",
  title: { zh: "查一个人", en: "Find a person" },
  body: {
    zh: "写您知道的：姓名、拼音首字母、号码、电话后四位、地区，用空格隔开。每次查看都有记录，本人看得到。",
    en: "Type what you know: a name, initials of its pinyin, a number, the last four digits of a telephone, an area. Every look is logged, and the person can see it.",
  },
};
const list: TourStep = {
  page: "/people/list",
  at: "#filter-fact",
  act: "registry.list-people",
  title: { zh: "按条件列名单", en: "Lists by conditions" },
  body: {
    zh: "选一项、加上，可以加几项。点列名排序；方向键在格子间移动，回车打开档案。",
    en: "Choose a fact and add it; several together narrow the list. A heading sorts; arrows move between cells, Enter opens the file.",
  },
};
const duplicates: TourStep = {
  page: "/duplicates",
  at: "main .tabs",
  act: "registry.list-duplicates",
  title: { zh: "可能登记了两次的人", en: "People who may be registered twice" },
  body: {
    zh: "后果重的在前，写明理由。打开一对，两份并排，只看不同的；合并由另一个人审批。",
    en: "The worst come first, with reasons. A pair opens side by side, only what differs; another person decides a merge.",
  },
};
const requests: TourStep = {
  page: "/requests",
  at: "main h1",
  act: "registry.list-requests",
  title: { zh: "个人信息请求有期限", en: "Requests have a term" },
  body: {
    zh: "本人要副本、更正、删除，三十天内答复；快到期的在前。在档案里登记，另一个人决定。",
    en: "A copy, a correction, a deletion is answered in thirty days; what is due first comes first. One takes it down in the file, another decides.",
  },
};
const imports: TourStep = {
  page: "/imports",
  at: "main h1",
  act: "exchange.see-imports",
  title: { zh: "别的单位的名单", en: "Lists from other units" },
  body: {
    zh: "逐行列出一致、有变化、新建档、存疑。录入的人核对改正，另一个人写入，可以整批撤销。",
    en: "Row by row: the same, changed, new, doubtful. Who enters a list corrects it, another writes it, and all of it can be undone.",
  },
};
const leave: TourStep = {
  page: "/delegation",
  at: "#deputy",
  act: "access.delegate",
  title: { zh: "请假前交给同事", en: "Before you are away" },
  body: {
    zh: "把职责交给同事代理几天，到期自己结束。",
    en: "Hand your duties to a colleague for some days; it ends by itself.",
  },
};
const log: TourStep = {
  page: "/log",
  at: "main form",
  act: "audit.search-log",
  title: { zh: "谁看过、改过什么", en: "Who read and changed what" },
  body: {
    zh: "按人、档案编号、日期查。您的查询也会记下来。",
    en: "By person, number of the file, or day. That you look is logged too.",
  },
};
const readers: TourStep = {
  page: "/readers",
  at: "main h1",
  act: "access.list-readers",
  title: { zh: "看得太多的人", en: "Who reads too much" },
  body: {
    zh: "列出看得多、夜里看、被拒绝、试号码的人和他们说的理由。先看理由，再问本人。",
    en: "Who read much, at night, was refused or tried numbers, and why. Read the reason first, then ask.",
  },
};
const accounts = (body: Text): TourStep => ({
  page: "/accounts",
  at: "main h1",
  act: "access.see-accounts",
  title: { zh: "账号和任职", en: "Accounts and appointments" },
  body,
});

const areas = (body: Text): TourStep => ({
  page: "/areas",
  at: "#find-area",
  act: "access.see-areas",
  title: { zh: "地区与功能区", en: "Areas and functional zones" },
  body,
});

/** 导览: by role, what somebody is shown on their first day, in the order of a day. A test holds that nothing is shown that a role is not granted. */
export const tours: Readonly<Record<string, readonly TourStep[]>> = {
  commissioner: [own, search, list, leave, find],
  "street-clerk": [toDecide, own, search, list, duplicates, requests, leave, find],
  "district-desk": [toDecide, own, search, list, duplicates, imports, requests, leave, find],
  "civil-affairs": [search, list, leave, find],
  finance: [search, leave, find],
  auditor: [watched, search, list, log, duplicates, imports, leave, find],
  "system-administrator": [
    accounts({
      zh: "您建账号，建好时没有任何权限；任职、发启用码由安全保密管理员办。按 N 新建。",
      en: "You make accounts, which have no right; the security administrator appoints and gives codes. N makes one.",
    }),
    areas({
      zh: "按名称或代码查，或者一级一级打开：有效期、沿革、谁在那里任职。清单从哪里来、怎么更新写在下面。",
      en: "Search, or open level by level: validity, history, who works there. Where the list comes from, and how it is renewed, stands below.",
    }),
    {
      page: "/system",
      at: "main h1",
      act: "system.see-state",
      title: { zh: "系统好不好，看这一页", en: "How the system is" },
      body: {
        zh: "密钥、后台任务、磁盘、备份。出错的标出来，写明怎么办。",
        en: "Keys, jobs, disk, backups. What is amiss is marked, with what to do.",
      },
    },
    leave,
    find,
  ],
  "security-administrator": [
    accounts({
      zh: "您任职、结束、移交，锁定账号，发启用码（只显示一次，当面交给本人）；账号由系统管理员建。",
      en: "You appoint, end, hand over, lock, and give setup codes (shown once, handed over in person); the system administrator makes accounts.",
    }),
    areas({
      zh: "任职以前看代码和有效期；地区撤了而任职还在的，这里标出来，由您改。",
      en: "Look at code and validity before you appoint; offices that stay in an area that has ended are marked here, and you move them.",
    }),
    readers,
    leave,
    find,
  ],
  "audit-administrator": [
    {
      page: "/",
      at: "#emergencies",
      act: "access.review-emergency",
      title: { zh: "应急查看等您复核", en: "Emergencies to review" },
      body: {
        zh: "谁为什么打开了辖区外的档案；写明是否属实。",
        en: "Who opened a file outside their area, and why; say whether it was justified.",
      },
    },
    log,
    {
      page: "/log-check",
      at: "main .button",
      act: "audit.verify-log",
      title: { zh: "每月核对一次", en: "Verify once a month" },
      body: {
        zh: "按“开始核对”，结果用话写出来；再导出检查点，存到服务器以外的地方。",
        en: "Start it, and read the result in words; then export the checkpoints and keep them somewhere else.",
      },
    },
    readers,
    accounts({
      zh: "您只看，不改：谁建的账号，谁任的职，什么时候。",
      en: "You read and change nothing: who made an account, who appointed, and when.",
    }),
    leave,
    find,
  ],
};

/** The tour of somebody's first office that has one. */
export function tourFor({ appointments }: Pick<Me, "appointments">): readonly TourStep[] {
  const role = appointments.find(({ role: each }) => tours[each] !== undefined)?.role;
  return role === undefined ? [] : (tours[role] ?? []);
}
