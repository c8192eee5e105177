import type { Text } from "@huican/engine";

/** A term of offices, and what it means in everyday words. */
export type PlainTerm = { readonly term: Text; readonly meaning: Text };

const terms: readonly PlainTerm[] = [
  term("户籍", "户口本上写的地方。", "registered", "The place written in the household register (hukou)."),
  term(
    "残疾人证",
    "残联发的证件，写明哪类残疾、几级。",
    "disability certificate",
    "A card of the Disabled Persons' Federation. It names the kind of disability and its level.",
  ),
  term("重度", "残疾人证上是一级或二级。一级最重。", "severe", "Level 1 or 2 on the certificate. Level 1 is the heaviest."),
  term(
    "低保边缘",
    "收入比低保线高一点的家庭，由民政部门认定。",
    "margin",
    "A family just above the line of the subsistence allowance; civil affairs decides.",
  ),
  term(
    "低保",
    "最低生活保障：家里收入太低时，国家每月补一部分钱。",
    "subsistence allowance",
    "Money each month for families whose income is below the line (dibao).",
  ),
  term(
    "特困",
    "没有劳动能力、没有收入、也没有人能养的人，由国家供养。",
    "extreme poverty support",
    "For people who cannot work, have no income and nobody able to support them.",
  ),
  term(
    "防返贫监测",
    "政府登记在册、怕再变穷的农村家庭。",
    "monitored against",
    "Rural families that the government watches so that they do not fall into poverty again.",
  ),
  term(
    "低收入",
    "收入低，但不一定吃低保的家庭，由民政部门认定。",
    "low income",
    "A family on little income, with or without the allowance; civil affairs decides.",
  ),
  term("托养", "白天、在家或住进机构，由专人照料。", "custody", "Care by staff: by day, at home or in a home."),
  term(
    "辅助器具",
    "轮椅、助听器、假肢、盲杖这些帮助生活的用具。",
    "assistive device",
    "Things that help in daily life: wheelchairs, hearing aids, artificial limbs, canes.",
  ),
  term("适配", "请专业人员帮您选合适的用具，并教会您用。", "fitting", "A specialist finds what suits you and shows you how to use it."),
  term(
    "定点",
    "残联或医保指定的机构，去那里才能补。",
    "designated",
    "An institution chosen by the federation or the insurance: only there the aid is paid.",
  ),
  term(
    "公益性岗位",
    "政府出钱安排的工作，比如保洁、协管。",
    "public welfare post",
    "A job paid by the government, such as cleaning or helping in the community.",
  ),
  term(
    "辅助性就业",
    "为干不了普通工作的人安排的简单活儿。",
    "assisted employment",
    "Simple work for people who cannot hold an ordinary job.",
  ),
  term(
    "就业困难人员",
    "到人社部门登记、认定为很难找到工作的人。",
    "hard to place",
    "Somebody whom the labour office has recognised as having difficulty in finding work.",
  ),
  term(
    "居住证",
    "在外地常住时，当地公安发的证。",
    "residence permit",
    "A card from the police for people who live away from where they are registered.",
  ),
  term(
    "监护人",
    "依法照管孩子，或照管不能自己做主的人，一般是父母、配偶。",
    "guardian",
    "Who by law looks after a child, or somebody who cannot decide alone: mostly a parent or spouse.",
  ),
  term(
    "随班就读",
    "残疾孩子在普通学校的普通班里上学。",
    "inclusive",
    "A disabled child learns in an ordinary class of an ordinary school.",
  ),
  term("送教上门", "老师到家里给孩子上课。", "teaching at home", "A teacher comes to the child's home."),
  term("复评", "残疾等级再评一次。", "review", "The level of disability is assessed again."),
  term("摸底", "工作人员先登记谁有需要。", "needs are collected", "Staff first write down who needs what."),
  term("代缴", "由政府替您交。", "paid on behalf", "The government pays it for you."),
];

function term(zh: string, meaningZh: string, en: string, meaningEn: string): PlainTerm {
  return { term: { zh, en }, meaning: { zh: meaningZh, en: meaningEn } };
}

/** The terms that some texts use, in their order here; a term inside a longer one that is explained is left out. */
export function termsIn(texts: readonly Text[]): readonly PlainTerm[] {
  let rest = texts.map(({ zh }) => zh).join("\n");
  return terms.filter((candidate) => {
    if (!rest.includes(candidate.term.zh)) return false;
    rest = rest.replaceAll(candidate.term.zh, "　");
    return true;
  });
}
