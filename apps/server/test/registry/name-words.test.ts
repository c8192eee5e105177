import { expect, test } from "vitest";
import { gramsOfPart, nameWords, plainName } from "../../src/registry/search/name-words.ts";

test.each([
  ["张明", ["张", "明", "张明"]],
  ["张晓明", ["张", "晓", "明", "张晓", "晓明"]],
  ["欧阳修", ["欧", "阳", "修", "欧阳", "阳修"]],
  ["买·提", ["买", "提", "买提"]],
  ["王乐乐", ["王", "乐", "王乐", "乐乐"]],
  ["𠮷田明", ["𠮷", "田", "明", "𠮷田", "田明"]],
  ["张𬍛", ["张", "𬍛", "张𬍛"]],
  ["明", ["明"]],
  ["", []],
])("%s has the grams %j", (name, grams) => {
  expect(nameWords(name).grams).toEqual(grams);
});

test.each([
  // name, pinyin in the usual reading, initials, why
  ["张明", "zhangming", "zm", "an ordinary name"],
  ["单雄信", "shanxiongxin", "sxx", "单 as a surname"],
  ["曾国强", "zengguoqiang", "zgq", "曾 as a surname"],
  ["仇和", "qiuhe", "qh", "仇 as a surname"],
  ["区志强", "ouzhiqiang", "ozq", "区 as a surname"],
  ["解晓东", "xiexiaodong", "xxd", "解 as a surname"],
  ["任重", "renzhong", "rz", "任 as a surname"],
  ["查小明", "zhaxiaoming", "zxm", "查 as a surname"],
  ["朴正", "piaozheng", "pz", "朴 as a surname"],
  ["盖小天", "gexiaotian", "gxt", "盖 as a surname"],
  ["乐小明", "yuexiaoming", "yxm", "乐 as a surname"],
  ["王乐乐", "wanglele", "wll", "乐 in a given name"],
  ["员小明", "yunxiaoming", "yxm", "员 as a surname"],
  ["冼小海", "xianxiaohai", "xxh", "a rare surname"],
  ["尉迟恭", "yuchigong", "ycg", "尉迟 as a surname"],
  ["万俟卨", "moqixie", "mqx", "万俟 as a surname"],
  ["长孙无忌", "zhangsunwuji", "zswj", "长孙 as a surname"],
  ["令狐小冲", "linghuxiaochong", "lhxc", "令狐 as a surname"],
  ["欧阳修", "ouyangxiu", "oyx", "欧阳 as a surname"],
  ["诸葛亮", "zhugeliang", "zgl", "诸葛 as a surname"],
  ["夏侯小明", "xiahouxiaoming", "xhxm", "夏侯 as a surname"],
  ["吕小布", "lvxiaobu", "lxb", "ü is v"],
  ["李女英", "linvying", "lny", "ü in a given name"],
  ["阿依古丽·买买提", "ayigulimaimaiti", "ayglmmt", "parts with a dot"],
  ["单增·曲珍", "danzengquzhen", "dzqz", "单 begins a given name here"],
  ["单增．曲珍", "danzengquzhen", "dzqz", "the same with another dot"],
  ["吉克阿木", "jikeamu", "jkam", "a Yi name"],
  ["𠮷田明", "tianming", "tm", "a character without a reading is left out"],
  ["𬍛小明", "lixiaoming", "lxm", "a rare character with a reading"],
  ["\uE863小明", "xiaoming", "xm", "a character of a private area"],
  ["A小明", "axiaoming", "axm", "a Latin letter"],
  ["張曉明", "zhangxiaoming", "zxm", "traditional characters"],
])("%s is read %s, in short %s (%s)", (name, pinyin, initials) => {
  const words = nameWords(name);
  expect(words.pinyin[0]).toBe(pinyin);
  expect(words.initials[0]).toBe(initials);
});

test.each([
  ["单雄信", "danxiongxin"],
  ["仇和", "chouhe"],
  ["曾国强", "cengguoqiang"],
  ["乐小明", "lexiaoming"],
  ["王乐乐", "wangyuele"],
  ["张重行", "zhangchongxing"],
  ["任重行", "renzhonghang"],
])("%s is found by another reading as well: %s", (name, pinyin) => {
  expect(nameWords(name).pinyin).toContain(pinyin);
});

test("pinyin begins at every character, and a surname may be written out before initials", () => {
  expect(nameWords("张晓明").pinyin).toEqual(["zhangxiaoming", "xiaoming", "ming", "zhangxm"]);
  expect(nameWords("张晓明").initials).toEqual(["zxm", "xm", "m"]);
  expect(nameWords("欧阳晓明").pinyin).toContain("ouyangxm");
});

test("a name that nobody can read aloud is found by its characters only", () => {
  expect(nameWords("𠮷")).toEqual({ plain: "𠮷", grams: ["𠮷"], pinyin: [], initials: [] });
  expect(nameWords("")).toEqual({ plain: "", grams: [], pinyin: [], initials: [] });
});

test.each([
  ["阿依古丽·买买提", "阿依古丽买买提"],
  ["阿依古丽•买买提", "阿依古丽买买提"],
  ["阿依古丽．买买提", "阿依古丽买买提"],
  ["阿依古丽・买买提", "阿依古丽买买提"],
  [" 张　明 ", "张明"],
  ["葛\u{E0100}小明", "葛小明"],
  ["Ａ小明", "a小明"],
  ["\uF9DC小明", "隆小明"],
  ["\uE863小明", "\uE863小明"],
])("%j is looked for as %s", (name, plain) => {
  expect(plainName(name)).toBe(plain);
  expect(nameWords(name).plain).toBe(plain);
});

test.each([
  ["明", ["明"]],
  ["晓明", ["晓明"]],
  ["张晓明", ["张晓", "晓明"]],
  ["𠮷", ["𠮷"]],
])("a name with %s in it has the grams %j", (part, grams) => {
  expect(gramsOfPart(part)).toEqual(grams);
  expect(nameWords(`欧${part}国`).grams).toEqual(expect.arrayContaining(grams));
});
