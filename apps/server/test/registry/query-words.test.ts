import { expect, test } from "vitest";
import { ownAreaList } from "../../src/registry/area/area-list.ts";
import { nameWords } from "../../src/registry/search/name-words.ts";
import { fitsName, queryWords, type Meaning } from "../../src/registry/search/query-words.ts";
import { numbered, ofTheStandard } from "./numbers.ts";

const { placesNamed } = ownAreaList();
const [withX] = ofTheStandard;
const synthetic = numbered("99010619850607003");

/** A meaning in a few characters. */
function inShort(meaning: Meaning): string {
  switch (meaning.kind) {
    case "name":
      return `name ${meaning.part}`;
    case "pinyin":
      return `pinyin ${meaning.letters}`;
    case "phone":
      return `phone ${meaning.number ?? `…${meaning.lastFour}`}`;
    case "certificate-number":
      return `certificate ${meaning.core}`;
    case "area":
      return `area ${meaning.places.join(" ")}`;
    default:
      return `${meaning.kind === "legacy-number" ? "legacy" : "identity"} ${meaning.number}`;
  }
}

test.each([
  ["", []],
  ["   ", []],
  ["，。！*%", []],
  ["张明", ["name 张明"]],
  ["明", ["name 明"]],
  ["张 明", ["name 张", "name 明"]],
  ["张*明", ["name 张", "name 明"]],
  ["阿依古丽·买买提", ["name 阿依古丽买买提"]],
  ["阿依古丽•买买提", ["name 阿依古丽买买提"]],
  ["𠮷田", ["name 𠮷田"]],
  ["葛\u{E0100}小明", ["name 葛小明"]],
  ["zhangming", ["pinyin zhangming"]],
  ["ZhangMing", ["pinyin zhangming"]],
  ["zhang ming", ["pinyin zhangming"]],
  ["zhāng míng", ["pinyin zhangming"]],
  ["ｚｈａｎｇ", ["pinyin zhang"]],
  ["zm", ["pinyin zm"]],
  ["xi'an", ["pinyin xian"]],
  ["lü bu", ["pinyin lvbu"]],
  ["lyu bu", ["pinyin lvbu"]],
  ["lǚ", ["pinyin lv"]],
  ["nyu", ["pinyin nv"]],
  ["jianyu", ["pinyin jianyu"]],
  ["张ming", ["name 张", "pinyin ming"]],
  ["1234", ["phone …1234"]],
  ["１２３４", ["phone …1234"]],
  ["65401234", ["phone …1234"]],
  ["13800001234", ["phone 13800001234"]],
  ["138 0000 1234", ["phone 13800001234"]],
  ["+86 138-0000-1234", ["phone 13800001234"]],
  ["023-65401234", ["phone 023-65401234"]],
  ["12", [""]],
  ["123456789", [""]],
  [withX, [`identity ${withX}`]],
  ["110105 19491231 002x", [`identity ${withX}`]],
  ["１１０１０５１９４９１２３１００２Ｘ", [`identity ${withX}`]],
  ["110105194912310020", ["identity 110105194912310020"]],
  [synthetic, [`identity ${synthetic}`]],
  ["110105491231002", ["legacy 110105491231002"]],
  [`${withX}43`, [`certificate ${withX}43`]],
  [`${withX}43B2`, [`certificate ${withX}43`]],
  ["11010519491231002x 43 b2", [`certificate ${withX}43`]],
  ["张明 1234", ["name 张明", "phone …1234"]],
  ["张明1234", ["name 张明", "phone …1234"]],
  ["1234 zm", ["phone …1234", "pinyin zm"]],
  [`张明 ${withX}`, ["name 张明", `identity ${withX}`]],
  [`张明，13800001234，沙坪坝区`, ["name 张明", "phone 13800001234", "area 500106"]],
  ["沙坪坝", ["name 沙坪坝 or area 500106 500106002"]],
  ["沙坪坝区", ["area 500106"]],
  ["渝碚路街道", ["area 500106003"]],
  ["沙坪坝区渝碚路街道", ["area 500106003"]],
  ["沙坪坝区 渝碚路", ["area 500106", "name 渝碚路 or area 500106003"]],
  ["沙坪坝区张明", ["area 500106", "name 张明"]],
  ["重庆市沙坪坝区渝碚路街道张明1234", ["area 500106003", "name 张明", "phone …1234"]],
  ["乐山高新区", ["area leshan-high-tech"]],
  ["龙门", ["name 龙门 or area 511181200 512022117"]],
  ["区志强", ["name 区志强"]],
  ["李小镇", ["name 李小镇"]],
])("%j means %j", (query, meanings) => {
  expect(queryWords(query, placesNamed).map((word) => word.meanings.map(inShort).join(" or "))).toEqual(meanings);
});

test.each([
  ["张", "张晓明", true],
  ["晓明", "张晓明", true],
  ["张明", "张晓明", false],
  ["张 明", "张晓明", true],
  ["zhangxiaoming", "张晓明", true],
  ["zhangx", "张晓明", true],
  ["xiaom", "张晓明", true],
  ["zxm", "张晓明", true],
  ["xm", "张晓明", true],
  ["zhangxm", "张晓明", true],
  ["zm", "张晓明", false],
  ["shan", "单雄信", true],
  ["dan", "单雄信", true],
  ["oyx", "欧阳修", true],
  ["买买提", "阿依古丽·买买提", true],
  ["古丽买", "阿依古丽·买买提", true],
  ["mmt", "阿依古丽·买买提", true],
  ["lvbu", "吕布", true],
  ["lyu", "吕布", true],
  ["𠮷", "𠮷田明", true],
  ["tianming", "𠮷田明", true],
  ["葛", "葛\u{E0100}小明", true],
])("%s finds %s: %s", (query, name, isFound) => {
  const words = nameWords(name);
  expect(queryWords(query).every(({ meanings }) => meanings.some((meaning) => fitsName(words, meaning)))).toBe(isFound);
});

test("half a rare character finds nothing, and an endless query is cut", () => {
  expect(queryWords("\uD842")).toEqual([]);
  expect(queryWords("张".repeat(5000))[0]?.text).toHaveLength(100);
});
