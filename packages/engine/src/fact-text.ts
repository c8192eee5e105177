import { decode } from "./facts.ts";
import { filled, statementOf, valuesOf, yesNoText } from "./saying.ts";
import type { Text } from "./text.ts";
import type { Fact } from "./vocabulary.ts";

/**
 * What somebody is like in one fact: 39岁 / aged 39.
 * @param place where a region is, as in 在沙坪坝区 / in Shapingba
 */
export function factText(fact: Fact, value: number, place: (region: number) => Text): Text {
  const { label } = fact;
  switch (fact.type) {
    case "bool":
      return yesNoText(fact, value === 1);
    case "enum": {
      const own = valuesOf(fact)[value];
      if (fact.says && own) return own.alone?.yes ?? filled(statementOf(fact).yes, own.text);
      const choice = fact.values?.[value]?.text ?? { zh: "", en: "" };
      return { zh: `${label.zh}：${choice.zh}`, en: `${label.en}: ${choice.en}` };
    }
    case "region": {
      const { zh, en } = place(value);
      return { zh: `${label.zh}${zh}`, en: `${label.en} ${en}` };
    }
    case "int":
      if (fact.name === "person.age") return { zh: `${value}岁`, en: `aged ${value}` };
      if (fact.name.startsWith("disability.")) return level(label, value);
      return { zh: `${label.zh}：${value}`, en: `${label.en}: ${value}` };
    case "money":
    case "date": {
      const written = String(decode(fact, value));
      return { zh: `${label.zh}：${written}`, en: `${label.en}: ${written}` };
    }
  }
}

/** A level of disability; 0 is none of the category. */
function level({ zh, en }: Text, value: number): Text {
  const category = zh.replace(/等级$/, "");
  return value === 0
    ? { zh: `没有${category}`, en: `${en}: none` }
    : { zh: `${category}${"一二三四".charAt(value - 1)}级`, en: `${en}: ${value}` };
}
