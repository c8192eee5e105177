import { yearOf } from "./calendar.ts";
import type { Sex } from "./identity.ts";
import { table, type Random } from "./random.ts";

/** How a family calls itself: a Han surname, or the manner of another people. */
export type Family = { readonly surname: string; readonly manner: "han" | "yi" | "tibetan" | "uyghur" };

const surnames = table<string>(
  ...weighted(
    "王7.1 李7.2 张6.7 刘5.6 陈5.4 杨3.5 黄2.6 周2.6 吴2.1 赵2 徐1.6 孙1.2 马1.2 朱1.2 胡1.4 郭1.1 何1.7 高1 林1 罗1.8 郑0.9 梁0.7",
  ),
  ...weighted("谢0.9 宋0.8 唐1.2 许0.7 邓1.1 冯0.8 韩0.6 曹0.7 曾1 彭0.9 萧0.2 蔡0.6 潘0.5 田0.6 董0.6 袁0.7 于0.5 余0.9 叶0.5 蒋1"),
  ...weighted(
    "杜0.6 苏0.5 魏0.6 程0.6 吕0.5 丁0.4 沈0.5 任0.6 姚0.5 卢0.4 傅0.3 钟0.6 姜0.4 崔0.3 谭0.7 廖0.7 范0.5 汪0.5 陆0.3 金0.3 石0.5",
  ),
  ...weighted(
    "戴0.4 贾0.3 韦0.2 夏0.6 邱0.5 方0.4 侯0.4 邹0.5 熊0.6 孟0.2 秦0.5 白0.4 江0.4 阎0.2 薛0.2 尹0.4 段0.3 雷0.6 黎0.4 龙0.5 冉0.3",
  ),
  ...weighted("欧阳0.12 司马0.03 上官0.03 诸葛0.02 皇甫0.02 令狐0.04 慕容0.01 端木0.01 尉迟0.01 操0.02 仇0.02 单0.03 区0.02 乜0.01"),
);

function weighted(text: string): [string, number][] {
  return text.split(" ").map((entry) => {
    const [, name = "", weight = "1"] = /^(\D+)([\d.]+)$/.exec(entry) ?? [];
    return [name, Number(weight)];
  });
}

/** Characters of given names, and those that may stand last. */
type Characters = { readonly all: readonly string[]; readonly lasts: readonly string[] };

/** What people born at one time are called, and how many by one character only. */
type Generation = Readonly<Record<Sex, Characters>> & { readonly single: number };

/** Characters that stand first in a given name, not last and not alone. */
const onlyFirst: ReadonlySet<string> = new Set("小 子 一 可 若 志 晓 永 建 梓 言 语 思 世 廷 援".split(" "));

const youngest = generation(
  "梓 浩 宇 轩 泽 辰 沐 一 子 睿 铭 奕 俊 熙 博 晨 皓 霖 言 屹",
  "梓 涵 欣 怡 一 诺 语 可 馨 雨 桐 艺 思 沐 晨 若 汐 玥 妍 苡",
  0.08,
);

/** Generations by the year before which they were born. */
const generations: readonly (readonly [before: number, generation: Generation])[] = [
  [
    1950,
    generation(
      "德 明 国 清 福 成 光 荣 元 富 云 世 正 安 仁 义 发 银 海 树 廷 炳",
      "素 秀 淑 桂 玉 英 珍 兰 芳 碧 华 群 琼 容 清 贞 凤 莲 惠 云",
      0.05,
    ),
  ],
  [
    1970,
    generation(
      "建 国 军 民 志 华 明 文 平 忠 光 荣 永 学 强 新 云 兴 伟 跃 援 朝",
      "秀 英 玉 兰 珍 芳 琼 碧 素 华 群 淑 红 梅 蓉 霞 萍 桂 容 琴",
      0.12,
    ),
  ],
  [
    1990,
    generation(
      "伟 勇 军 强 涛 斌 辉 刚 鹏 波 小 志 建 明 超 杰 峰 磊 洪 林 永 红",
      "丽 敏 静 艳 娟 霞 燕 梅 红 小 玲 春 晓 莉 娜 芳 蓉 利 琴 婷",
      0.35,
    ),
  ],
  [
    2010,
    generation(
      "浩 宇 俊 杰 鑫 鹏 涛 文 博 天 佳 子 豪 航 阳 旭 林 凯 渝 川",
      "欣 怡 雨 婷 佳 雪 思 梦 静 琪 颖 诗 子 雯 倩 莹 渝 露 月 瑶",
      0.2,
    ),
  ],
];

function generation(male: string, female: string, single: number): Generation {
  return { male: characters(male), female: characters(female), single };
}

function characters(text: string): Characters {
  const all = text.split(" ");
  return { all, lasts: all.filter((character) => !onlyFirst.has(character)) };
}

/** Characters that old software cannot write: some stand beyond the first 65,536 of Unicode. */
const rareCharacters = ["𠮷", "䶮", "㛃", "𬱖", "𫖯", "𣲘", "㻂", "𡵞", "䒟", "𬭼"];

const manners: Readonly<
  Record<"yi" | "tibetan" | "uyghur", Readonly<Record<Sex, readonly string[]>> & { readonly families: readonly string[] }>
> = {
  yi: {
    families: ["阿木", "吉克", "沙马", "曲比", "阿苏", "马海", "吉木", "阿尔", "俄木", "勒格", "立立", "甲巴"],
    male: ["木呷", "拉则", "尔布", "日哈", "古哈", "铁哈", "伍各", "色铁", "石布", "克古"],
    female: ["阿呷", "伍呷", "尔洛", "阿依", "牛牛", "石则", "古扎", "布西", "果果", "尔扎"],
  },
  tibetan: {
    families: ["扎西", "次仁", "多吉", "格桑", "旦增", "洛桑", "索朗", "丹巴"],
    male: ["顿珠", "平措", "旺堆", "江村", "罗布", "尼玛"],
    female: ["卓玛", "拉姆", "央宗", "曲珍", "德吉", "措姆"],
  },
  uyghur: {
    families: ["买买提", "艾合买提", "吐尔逊", "阿不都拉", "玉素甫", "热合曼"],
    male: ["艾力", "阿迪力", "库尔班", "亚森", "地里木拉提"],
    female: ["阿依古丽", "古丽娜尔", "热依拉", "帕提古丽", "迪丽努尔"],
  },
};

/** Counties of Leshan in which many people are Yi; elsewhere few people have names of this kind. */
const yiShares: Readonly<Record<string, number>> = { "511132": 0.35, "511133": 0.48, "511113": 0.12 };

export function drawFamily(random: Random, region: string): Family {
  if (random.chance(yiShares[region] ?? 0.007)) return { surname: random.pick(manners.yi.families), manner: "yi" };
  if (random.chance(0.003)) return { surname: "", manner: random.chance(0.6) ? "tibetan" : "uyghur" };
  return { surname: random.from(surnames), manner: "han" };
}

export function drawName(random: Random, family: Family, sex: Sex, birth: number): string {
  if (family.manner === "han") return family.surname + drawGivenName(random, sex, birth);
  const manner = manners[family.manner];
  // The Yi put the family first; the Uyghur the father's name last; among Tibetans there is often none.
  if (family.manner === "yi") return `${family.surname}·${random.pick(manner[sex])}`;
  return family.manner === "uyghur"
    ? `${random.pick(manner[sex])}·${random.pick(manner.families)}`
    : `${random.pick(manner.families)}·${random.pick(manner[sex])}`;
}

function drawGivenName(random: Random, sex: Sex, birth: number): string {
  const year = yearOf(birth);
  const { [sex]: characters, single } = generations.find(([before]) => year < before)?.[1] ?? youngest;
  const { all, lasts } = characters;
  if (random.chance(0.006)) return random.pick(all) + random.pick(rareCharacters);
  return random.chance(single) ? random.pick(lasts) : random.pick(all) + random.pick(lasts);
}

/** Characters that sound alike, or nearly, and are written for one another at counters. */
const soundAlikes = new Map(
  "国帼 华桦 明铭 清青 成诚 光广 荣蓉 云芸 英瑛 珍真 兰蓝 芳方 秀绣 淑叔 玉钰 琼穷 军君 志治 文纹 平萍 伟玮 强墙 丽莉 敏民 静婧 艳燕 红洪 梅玫 浩皓 宇雨 俊峻 杰洁 欣新 怡宜 佳嘉 思司 子梓"
    .split(" ")
    .flatMap(([one = "", other = ""]): [string, string][] => [
      [one, other],
      [other, one],
    ]),
);

/** The name as somebody else might write it. */
export function misspelt(name: string): string {
  const characters = Array.from(name);
  const place = characters.findLastIndex((character, place) => place > 0 && soundAlikes.has(character));
  if (place === -1) return [...characters.slice(0, -1), characters.at(-1) === "玲" ? "灵" : "玲"].join("");
  return characters.with(place, soundAlikes.get(characters[place] ?? "") ?? "").join("");
}
