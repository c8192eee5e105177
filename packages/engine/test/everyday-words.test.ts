import { expect, test } from "vitest";
import { readEverydayWords } from "../src/compile/index.ts";
import { compiled, documentIds, packFiles } from "./real-packs.ts";

const documents = documentIds.map((id) => compiled(id).pack);
const file = (text: string) => [{ path: "search/everyday-words.yaml", text }];
const codes = (text: string) => readEverydayWords(file(text), documents).faults.map(({ code, line }) => [code, line]);

test("the words of this project are many, said once each, and all mean something that a document writes", () => {
  const { words, faults } = readEverydayWords(packFiles, documents);
  expect(faults).toEqual([]);
  expect(words.length).toBeGreaterThan(150);
});

test.each([
  ["words:\n  - {zh: [轮椅], means_zh: [辅助器具], means_en: [assistive device]}\n", [], "an entry as it should be"],
  [
    "words:\n  - {zh: [轮椅], means_zh: [飞行器具], means_en: [assistive device]}\n",
    [["unknown_name", 2]],
    "a meaning that no document writes",
  ],
  ["words:\n  - {zh: [轮椅], topics: [wheels]}\n", [["wrong_shape", 2]], "a topic that does not exist"],
  ["words:\n  - {zh: [轮椅]}\n", [["missing_field", 2]], "a word without a meaning"],
  ["words:\n  - {zh: [轮椅], means_zh: [辅助器具]}\n", [["missing_field", 2]], "a meaning in one language only"],
  ["words:\n  - {topics: [work]}\n", [["missing_field", 2]], "a meaning without a word"],
  ["words:\n  - {zh: [活], topics: [work]}\n  - {zh: [活], topics: [home]}\n", [["duplicate", 3]], "a word that stands twice"],
  [
    "words:\n  - {zh: [活], topic: [work]}\n",
    [
      ["unknown_field", 2],
      ["missing_field", 2],
    ],
    "a field that does not exist",
  ],
])("%j has the faults %j: %s", (text, expected, _why) => {
  expect(codes(text)).toEqual(expected);
});

test("an installation with fewer documents may know more words than it needs", () => {
  const text = "words:\n  - {zh: [轮椅], means_zh: [飞行器具], means_en: [flying device]}\n";
  expect(readEverydayWords(file(text), null).faults).toEqual([]);
});
