import type { InputError, Text } from "@huican/engine";
import { Refusal } from "../platform/refusal.ts";
import { numberErrors } from "./identity/number-errors.ts";
import { mergeErrors, mergeStatuses } from "./duplicate/merge-errors.ts";
import { requestErrors } from "./request/request-errors.ts";
import { viewErrors, viewStatuses } from "./view/view-errors.ts";
import type { DayRun } from "./snapshot/snapshot-retention.ts";

/** How refusals are told over HTTP; the others are 422. */
export const registryStatuses: Readonly<Record<string, number>> = {
  ...mergeStatuses,
  ...viewStatuses,
  "registry.person-not-found": 404,
  "registry.change-not-found": 404,
  "registry.household-not-found": 404,
  "registry.attachment-not-found": 404,
  "registry.filter-not-shown": 403,
  "registry.export-column-not-shown": 403,
  "registry.statistic-area": 403,
  "registry.export-busy": 429,
  "registry.own-change": 403,
  "registry.foreign-change": 403,
  "registry.foreign-area": 403,
  "registry.change-decided": 409,
  "registry.overtaken": 409,
  "registry.already-registered": 409,
  "registry.file-restricted": 403,
  "registry.file-erased": 404,
  "registry.request-not-found": 404,
  "registry.own-request": 403,
  "registry.own-decision": 403,
  "registry.request-decided": 409,
  "registry.request-withdrawn": 409,
  "registry.request-not-granted": 409,
  "registry.request-done": 409,
  "registry.own-resumption": 403,
  "registry.request-lifted": 409,
  "registry.second-file": 409,
  "registry.not-restricted": 409,
  "registry.must-be-kept": 409,
};

/** Everything that the register refuses. No sentence repeats a number or a name: it may end up in a log. */
export const registryErrors = {
  ...numberErrors,
  ...viewErrors,
  personNotFound: () =>
    new Refusal(
      "registry.person-not-found",
      "没有找到这个人的档案，或者不在您负责的区域。请核对后重新查找。",
      "There is no file of this person, or it is outside your areas. Check and search again.",
    ),
  filter: () =>
    new Refusal(
      "registry.filter",
      "筛选条件有一项不能用：没有这个项目，或者值的类型不对。请重新选择。",
      "One of the filters cannot be used: there is no such fact, or the value is of another type. Choose again.",
    ),
  filterNotShown: () =>
    new Refusal(
      "registry.filter-not-shown",
      "筛选条件里有一项您的岗位不能查看。请去掉这一项再查。",
      "One of the filters is about something that your duty does not show you. Take it out and ask again.",
    ),
  revealReason: () =>
    new Refusal(
      "registry.reveal-reason",
      "请写明为什么要看完整的号码，4到100个字，写在一行里，不要写人名和号码。本人会看到这个理由。",
      "Say in one line of 4 to 100 characters why you have to see it whole, without names and numbers. The person is shown the reason.",
    ),
  revealNotShown: () =>
    new Refusal(
      "registry.reveal-not-shown",
      "您的岗位看不到这一项，不能凭理由查看。需要的话，请本单位有权限的同事办理。",
      "Your duty does not show you this at all, so it cannot be revealed. A colleague whose duty shows it can help.",
    ),
  exportReason: () =>
    new Refusal(
      "registry.export-reason",
      "请写明为什么要导出，4到100个字，写在一行里，不要写人名。名单里的每个人都会看到这个理由。",
      "Say in one line of 4 to 100 characters why this is exported, and name nobody. Everybody in the list is shown the reason.",
    ),
  exportColumn: () =>
    new Refusal(
      "registry.export-column",
      "要导出的事项有一项没有。请重新选择。",
      "One of the columns to be exported is none that the register has. Choose again.",
    ),
  exportColumnNotShown: () =>
    new Refusal(
      "registry.export-column-not-shown",
      "要导出的事项里有一项您的岗位不能查看。请去掉这一项。",
      "One of the columns to be exported is not shown to your duty. Take it out.",
    ),
  exportTooLarge: (count: number, most: number) =>
    new Refusal(
      "registry.export-too-large",
      `符合条件的有${count}人，一次最多导出${most}人。请加上街道、类别等条件，分几次导出。`,
      `At most ${most} people are exported at once, and ${count} fit. Add a condition, such as a street or a category, and export them in parts.`,
    ),
  exportBusy: () =>
    new Refusal(
      "registry.export-busy",
      "您或别人正在导出名单，请等它结束，一两分钟后再试。",
      "A list is being exported by you or by others. Wait until it is done, and try again in a minute or two.",
    ),
  statisticDay: () =>
    new Refusal(
      "registry.statistic-day",
      "统计只按每月最后一天：天天都统计，两天一比就能看出是谁。请选择已经过去的一个月末。",
      "Statistics are of the last day of a month: from those of each day one could tell who came and went. Choose the end of a month that is over.",
    ),
  statisticArea: () =>
    new Refusal(
      "registry.statistic-area",
      "统计到街道乡镇为止，而且要在您负责的区域里。请重新选择地区。",
      "Streets and towns are the smallest areas that are counted, and only those of your duty. Choose another area.",
    ),
  statisticDimensions: () =>
    new Refusal(
      "registry.statistic-dimensions",
      "这两项不在一起统计。可以一起统计的：类别和等级，类别、性别和年龄，类别和困难身份；每一项都可以分街道。",
      "These are not counted together. Those that are: category and level; category, sex and age; category and hardship; each by street too.",
    ),
  /** @param nearest the days that have one, those nearest to the one that was asked for; @param count of how many days there is one */
  noSnapshot: (nearest: readonly DayRun[], count: number) => {
    const days = (to: string, comma: string) => nearest.map((run) => (run.from === run.to ? run.from : run.from + to + run.to)).join(comma);
    return new Refusal(
      "registry.no-snapshot",
      `这一天没有名单。${count > 0 ? `最近的有：${days("至", "、")}；共${count}天。` : ""}请选择有名单的一天，或请管理员生成。`,
      `There is no list for that day. ${count > 0 ? `The nearest: ${days(" to ", ", ")}; ${count} days in all. ` : ""}Choose a day that has one, or ask an administrator to make it.`,
    );
  },
  noSteps: () =>
    new Refusal("registry.no-steps", "变更申请至少要有一项内容，最多50项。", "A change has at least one thing to change, and at most 50."),
  changeReason: () => new Refusal("registry.change-reason", "请写明理由，最多500字。", "Give a reason of at most 500 characters."),
  changeForm: () =>
    new Refusal(
      "registry.change-form",
      "变更内容的格式不对：日期应为 2026-03-31 这样的形式，文字写在一行里，最多200字。",
      "Something in the change has the wrong form: a day is written 2026-03-31, and a text stands on one line of at most 200 characters.",
    ),
  foreignRelation: () =>
    new Refusal(
      "registry.foreign-relation",
      "关系的另一方不对：家庭成员要对应一户，配偶、父母、监护人和代办人要对应另一个有档案的人。",
      "This relation cannot be: a member belongs to a household; a spouse, parent, guardian or representative is another person with a file.",
    ),
  notAMember: () =>
    new Refusal(
      "registry.not-a-member",
      "要一起改的人从那一天起不和本人在同一户。请核对日期和成员后重新申请。",
      "Somebody who is to be changed too is not in the person's household on that day. Check the day and the members, and ask again.",
    ),
  secondHead: () =>
    new Refusal(
      "registry.second-head",
      "这一户在这些日子里已有户主。请打开户主的档案，用“换户主”一次申请。",
      "The household has a head on these days. Open the head's file and ask to change the head: one request does both.",
    ),
  mutualGuardians: () =>
    new Refusal(
      "registry.mutual-guardians",
      "两个人不能同时互为监护人。请先结束原来的监护。",
      "Two people cannot be each other's guardian at the same time. End the other guardianship first.",
    ),
  guardianUnderAge: () =>
    new Refusal(
      "registry.guardian-under-age",
      "监护人从第一天起就要满18岁。请换一位，或改动开始的日期。",
      "A guardian is 18 or older from the first day on. Name another, or change the day on which it begins.",
    ),
  guardianshipStands: () =>
    new Refusal(
      "registry.guardianship-stands",
      "本人现在是别人的监护人，按这个出生日期，监护开始那天还没有满18岁。请先在被监护人的档案里结束监护，再更正出生日期。",
      "The person is somebody's guardian now, and born on that day they were younger than 18 when it began. End the guardianship first, in the file of the ward, then correct the birth date.",
    ),
  foreignEvidence: () =>
    new Refusal(
      "registry.foreign-evidence",
      "证明材料不在这份档案里。请先上传到这份档案。",
      "The evidence is not in this file. Add it to this file first.",
    ),
  foreignArea: () =>
    new Refusal(
      "registry.foreign-area",
      "户籍地和居住地都不在您负责的区域，不能由您登记。请联系当地。",
      "Neither registration nor residence lies in your areas, so you cannot register this person. Ask the office there.",
    ),
  emptyPeriod: () =>
    new Refusal(
      "registry.empty-period",
      "开始日期应早于结束日期。结束日期是不再有效的第一天。",
      "The first day must come before the end, which is the first day on which it no longer holds.",
    ),
  unknownKind: () => new Refusal("registry.unknown-kind", "没有这一类记录。请重新选择。", "There is no such kind of record. Choose again."),
  foreignFact: ({ zh, en }: Text) =>
    new Refusal(
      "registry.foreign-fact",
      `“${zh}”记录里不能登记其他项目，也不能为空。`,
      `A record of "${en}" says its own facts and no others, and at least one.`,
    ),
  badFact: ({ zh, en }: Text, { message, message_en }: InputError) =>
    new Refusal("registry.bad-fact", `“${zh}”有一项不对：${message}`, `Something in "${en}" is wrong: ${message_en}`),
  changeNotFound: () =>
    new Refusal(
      "registry.change-not-found",
      "没有找到这份变更申请，或者不在您负责的区域。",
      "There is no such request for a change, or it is outside your areas.",
    ),
  changeDecided: () =>
    new Refusal(
      "registry.change-decided",
      "这份变更申请已经处理过了。要再改，请重新申请。",
      "This request has been decided already. Ask for another change if something is still wrong.",
    ),
  ownChange: () =>
    new Refusal(
      "registry.own-change",
      "自己提出的变更不能由自己审批，请交给另一位同事。",
      "Nobody decides a change that they asked for; a colleague has to.",
    ),
  foreignChange: () =>
    new Refusal("registry.foreign-change", "只有提出申请的人可以撤回。", "Only whoever asked for a change can withdraw it."),
  overtaken: (kinds: readonly Text[]) =>
    new Refusal(
      "registry.overtaken",
      `提出申请以后，别人改动过同一时段的：${kinds.map(({ zh }) => zh).join("、")}。没有改动档案。请对照现在的档案重新申请。`,
      `Since this was asked for, somebody has changed over the same days: ${kinds.map(({ en }) => en).join(", ")}. The file was left as it is. Compare it and ask again.`,
    ),
  nothingToUndo: () =>
    new Refusal("registry.nothing-to-undo", "只有已经批准的变更可以撤销。", "Only a change that was approved can be undone."),
  periodsOverlap: () =>
    new Refusal(
      "registry.periods-overlap",
      "同一来源的同类记录，时间不能重叠。请先结束原来的，或改动日期。",
      "Two records of a kind from one source cannot hold on the same day. End the other first, or change the days.",
    ),
  periodsLeaveGap: () =>
    new Refusal(
      "registry.periods-leave-gap",
      "这一类记录中间不能断开，例如户籍：前一条结束的那一天，后一条就要开始。请改动日期。",
      "Records of this kind, such as a registration, leave no day without one: the next begins on the day on which the one before ends. Change the days.",
    ),
  clockRunsBack: () =>
    new Refusal(
      "registry.clock-runs-back",
      "服务器的时间比这份档案已有的记录还早，没有保存。请管理员校准服务器时间；如果时间是准的，说明以前快过，到记录的时间以后才能再改这份档案。",
      "The clock stands before what this file was told already; nothing was saved. An administrator has to set it right; if it is right, it was ahead before, and this file can be changed once that time has passed.",
    ),
  clockBehind: () =>
    new Refusal(
      "registry.clock-behind",
      "服务器的时间比名册里最新的记录还早：可能被调慢了，或者以前快过。请管理员核对服务器和数据库的时间。数据没有受损。",
      "The clock stands before the latest record of the register: it was set back, or was ahead before. An administrator has to check the clocks of server and database. No data was harmed.",
    ),
  alreadyRegistered: () =>
    new Refusal(
      "registry.already-registered",
      "这个身份证号已经有档案了，可能登记在别的区域。请先查找。",
      "There is already a file with this identity number, perhaps in another area. Search for it first.",
    ),
  householdNotFound: () =>
    new Refusal(
      "registry.household-not-found",
      "没有找到这一户，或者不在您负责的区域。请核对后重新查找。",
      "There is no such household, or it is outside your areas. Check and search again.",
    ),
  attachmentNotFound: () =>
    new Refusal(
      "registry.attachment-not-found",
      "没有找到这份材料，或者不在您负责的区域。请在档案里重新选择。",
      "There is no such document, or it is outside your areas. Choose it again in the file.",
    ),
  attachmentType: () =>
    new Refusal(
      "registry.attachment-type",
      "只收 PDF、JPEG（JPG）和 PNG，按内容判断，改后缀没有用。苹果手机的 HEIC 照片请先转成 JPEG；Word 文件请另存为 PDF。",
      "Only PDF, JPEG and PNG are kept, by their content and not by their name. Convert an iPhone's HEIC photograph to JPEG first, and save a Word file as PDF.",
    ),
  attachmentSize: () =>
    new Refusal(
      "registry.attachment-size",
      "一份材料不能是空的，也不能超过10兆（10,000,000字节）。请降低扫描分辨率，或分成几份。",
      "A document is not empty and has at most 10 MB (10,000,000 bytes). Scan it at a lower resolution or in parts.",
    ),
  attachmentDangerous: () =>
    new Refusal(
      "registry.attachment-dangerous",
      "这份 PDF 带有脚本、会打开的程序、内嵌文件或密码，没有收下。请打印后扫描，或另存为普通 PDF。",
      "This PDF carries scripts, something that starts, files within it, or a password, and was not kept. Print and scan it, or save it as a plain PDF.",
    ),
  attachmentBroken: () =>
    new Refusal(
      "registry.attachment-broken",
      "这份材料不完整，多半没有传完。请重新上传。",
      "This document is not whole; probably it was cut off on the way. Send it again.",
    ),
  attachmentName: () =>
    new Refusal(
      "registry.attachment-name",
      "请写明材料的名称，如“低保证.jpg”。",
      "Say what the document is called, such as “certificate.jpg”.",
    ),
  attachmentExpiry: () =>
    new Refusal(
      "registry.attachment-expiry",
      "材料的有效期应是今天或以后的日期。已经过期的材料不能作为新的证明。",
      "A document is good until today or a later day. One that has run out proves nothing new.",
    ),
  noRegister: () =>
    new Refusal(
      "registry.no-register",
      "这里还没有名册。请先运行 npm start，或用 HUICAN_DATA、DATABASE_URL 指明名册在哪里。",
      "There is no register here yet. Run npm start first, or say with HUICAN_DATA or DATABASE_URL where it is.",
    ),
  isReal: () =>
    new Refusal(
      "registry.is-real",
      "这是正式使用的名册，不能装入示例人员，也不能当示例启动。没有改动。",
      "This is a register in real use: it takes no sample people and does not start as a sample. Nothing was changed.",
    ),
  isDemo: () =>
    new Refusal(
      "registry.is-demo",
      "这里是示例数据，不能当正式名册使用。正式使用请换一个空的数据目录或数据库。没有改动。",
      "These are sample data and cannot be used as a real register. For real use choose an empty directory or database. Nothing was changed.",
    ),
  hasPeople: () =>
    new Refusal(
      "registry.has-people",
      "名册里已经有人，示例人员只能装入空的名册。没有改动。",
      "There are people in this register already; sample people go into an empty one only. Nothing was changed.",
    ),
  snapshotOfToday: () =>
    new Refusal(
      "registry.snapshot-of-today",
      "今天的快照只按现在所知生成。要看以前所知，请选择另一天（--as-of）。",
      "The snapshot of today is of what is known now. Choose another day (--as-of) for what was known before.",
    ),
  sampleRegion: () =>
    new Refusal(
      "registry.sample-region",
      "没有这个区县，或者它的街道乡镇还没有列入。请写六位区划代码，如 500106。",
      "There is no such district, or its townships are not listed. Write its code of six digits, such as 500106.",
    ),
  sampleSize: () => new Refusal("registry.sample-size", "示例人数应为1到2,000,000。", "A sample has 1 to 2,000,000 people."),
  ...requestErrors,
  ...mergeErrors,
  name: () => new Refusal("registry.name", "姓名应为1到50个字。", "A name has 1 to 50 characters."),
};
