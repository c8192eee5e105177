import type { Text } from "@huican/engine";
import { scoreOf, type DuplicateReason } from "./duplicate.ts";

/** Why two files may be one person's, and why not, in words. */
export const reasonTexts: Readonly<Record<DuplicateReason, Text>> = {
  "identity-number": { zh: "身份证号相同", en: "the same identity number" },
  "identity-in-certificate": {
    zh: "一份的残疾人证号里是另一份的身份证号",
    en: "the certificate number of one holds the identity number of the other",
  },
  "certificate-number": { zh: "残疾人证号相同", en: "the same certificate number" },
  name: { zh: "姓名相同", en: "the same name" },
  "name-sound": { zh: "姓名同音", en: "names that sound the same" },
  "name-character": { zh: "姓名只差一个字", en: "names that differ in one character" },
  phone: { zh: "电话相同", en: "the same telephone" },
  "phone-tail": { zh: "电话后四位相同", en: "the same last four digits of a telephone" },
  "birth-date": { zh: "出生日期相同", en: "the same birth date" },
  "birth-date-near": { zh: "出生日期只差一处", en: "birth dates that differ in one place" },
  address: { zh: "住址相同", en: "the same address" },
  guardian: { zh: "监护人相同", en: "the same guardian" },
  area: { zh: "户籍地区相同", en: "registered in the same area" },
  "sex-differs": { zh: "性别不同", en: "different sexes" },
  "same-household": { zh: "登记为同一户的两个人", en: "entered as two members of one household" },
  related: { zh: "登记为亲属", en: "entered as relatives" },
};

export function speaksFor(reason: DuplicateReason): boolean {
  return scoreOf([reason]) > 0;
}

/** What it does that the two stay two, the worst first. */
export const harmTexts: Readonly<Record<number, Text>> = {
  1: { zh: "两份都在领同一项", en: "both receive the same" },
  2: { zh: "一份已去世，一份健在", en: "one is recorded as dead, the other as alive" },
  3: { zh: "两份都有有效的残疾人证", en: "both hold a valid certificate" },
  4: { zh: "只有一份在领待遇", en: "one of them receives something" },
  5: { zh: "没有在领的待遇", en: "neither receives anything that is known" },
};
