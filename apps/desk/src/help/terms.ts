import type { Text } from "@huican/engine";

/** 词语解释: a word of the desk, and what it means. */
export type Term = { readonly word: Text; readonly meaning: Text };

/** Grouped as one meets them: files, changes, requests, access, the system. */
const terms: readonly Term[] = [
  {
    word: { zh: "一人一档", en: "File" },
    meaning: {
      zh: "一个人的全部登记：证件、家庭、困难情况、残疾证、材料。",
      en: "All that is recorded of one person: numbers, household, hardship, certificate, documents.",
    },
  },
  {
    word: { zh: "户籍地", en: "Registered area" },
    meaning: { zh: "户口登记的地方，决定按哪里的政策。", en: "Where somebody's hukou is; it decides whose documents apply." },
  },
  {
    word: { zh: "常住地", en: "Area of residence" },
    meaning: { zh: "实际居住的地方，可以和户籍地不同。", en: "Where somebody lives, which may be another than where they are registered." },
  },
  {
    word: { zh: "功能区", en: "Functional zone" },
    meaning: {
      zh: "高新区、开发区这类，没有区划代码；档案和任职写它所在的地区。",
      en: "A high-tech zone and its like, which has no code: files and appointments name the area that it lies in.",
    },
  },
  {
    word: { zh: "残疾等级", en: "Level of disability" },
    meaning: { zh: "一级最重，四级最轻。", en: "Level 1 is the heaviest, level 4 the lightest." },
  },
  {
    word: { zh: "遮盖", en: "Mask" },
    meaning: { zh: "号码只露几位，够认人，不够冒用。", en: "A few digits of a number: enough to know it again, too few to misuse it." },
  },
  {
    word: { zh: "凭理由查看", en: "Seeing it for a reason" },
    meaning: {
      zh: "写明理由，看一次完整的号码；本人看得到谁看了、为什么。",
      en: "A masked number shown whole once; the person can read who saw it and why.",
    },
  },
  {
    word: { zh: "待遇", en: "Benefit" },
    meaning: {
      zh: "文件给一类人的一项好处，如补贴、服务。",
      en: "What a document grants to a kind of people, such as a subsidy or a service.",
    },
  },
  {
    word: { zh: "还不确定", en: "Not settled" },
    meaning: {
      zh: "缺一两项情况，答案可能变；会说明缺什么。",
      en: "A fact or two are missing that can still change the answer; it is said which.",
    },
  },
  {
    word: { zh: "变更申请", en: "Request for a change" },
    meaning: {
      zh: "改档案要先申请，由另一个人批准，才生效。",
      en: "A file is changed by asking; another person approves, and then it holds.",
    },
  },
  {
    word: { zh: "撤销", en: "Undoing" },
    meaning: {
      zh: "把已批准的变更改回去，同样要另一个人批准，经过都留着。",
      en: "An approved change is turned back; another person approves that too, and all of it stays on record.",
    },
  },
  {
    word: { zh: "个人信息请求", en: "Request about personal information" },
    meaning: {
      zh: "本人要副本、更正、删除、说明，三十天内答复。",
      en: "A person asks for a copy, a correction, deletion or an explanation; it is due in thirty days.",
    },
  },
  {
    word: { zh: "停止处理", en: "Restricted" },
    meaning: {
      zh: "档案只保存，谁也看不到、用不到，期满删除。",
      en: "A file is only stored, seen and used by nobody, and erased when its day has come.",
    },
  },
  {
    word: { zh: "应急查看", en: "Emergency access" },
    meaning: {
      zh: "紧急时凭证件号打开辖区外一份档案，一小时，事后由安全审计员复核。",
      en: "One file outside one's areas, opened by its number for an hour, and reviewed afterwards.",
    },
  },
  {
    word: { zh: "任职", en: "Appointment" },
    meaning: {
      zh: "一个人在哪里、做什么岗位、从哪天到哪天；权限由此而来。",
      en: "Who holds which office, where, and from which day until which; rights follow from it.",
    },
  },
  {
    word: { zh: "代理", en: "Delegation" },
    meaning: { zh: "离岗几天，把职责交给同事，到期自己结束。", en: "A duty in a colleague's hands for some days; it ends by itself." },
  },
  {
    word: { zh: "移交", en: "Handover" },
    meaning: {
      zh: "从某天起，岗位由接任的人负责，原来的人不再负责。",
      en: "From a day on a successor holds an office, and the predecessor does not.",
    },
  },
  {
    word: { zh: "三员分立", en: "Three administrators" },
    meaning: {
      zh: "系统管理员、安全保密管理员、安全审计员是三个人，互相监督。",
      en: "System, security and audit administrator are three people who watch each other.",
    },
  },
  {
    word: { zh: "启用码", en: "Setup code" },
    meaning: {
      zh: "第一次登录或重置时用的码，只显示一次，24小时内有效。",
      en: "For the first sign-in or after a reset; shown once, and good for 24 hours.",
    },
  },
  {
    word: { zh: "访问记录", en: "Access log" },
    meaning: { zh: "谁在什么时候看了、改了谁的档案，为什么。", en: "Who read or changed whose file, when and why." },
  },
  {
    word: { zh: "封存", en: "Sealing" },
    meaning: {
      zh: "访问记录连成一串，改一条就对不上。",
      en: "Entries of the log are linked into a chain, so that a change of one is found.",
    },
  },
  {
    word: { zh: "检查点", en: "Checkpoint" },
    meaning: {
      zh: "签过名的一串记录的末尾，另存一份，整本换掉也查得出。",
      en: "The signed end of the chain; kept elsewhere, it finds a log that was replaced as a whole.",
    },
  },
  {
    word: { zh: "快照", en: "Snapshot" },
    meaning: { zh: "全体人员某一天的情况，名单和统计从这里来。", en: "Everybody's state of a day, from which lists and statistics come." },
  },
];

/** Those in which some text stands, in either language. */
export function termsWith(text: string): readonly Term[] {
  const wanted = text.trim().toLowerCase();
  return terms.filter(({ word, meaning }) =>
    [word.zh, word.en, meaning.zh, meaning.en].some((each) => each.toLowerCase().includes(wanted)),
  );
}
