import { dayText } from "../text/day-text.ts";
import type { Tongue } from "../text/use-text.ts";
import type { DataRequest, RequestLine, RequestStep } from "./request-queries.ts";

export function kindText({ t }: Pick<Tongue, "t">, kind: RequestLine["kind"]): string {
  return {
    copy: t("查阅、复制", "a copy"),
    correction: t("更正、补充", "a correction"),
    deletion: t("删除", "deletion"),
    explanation: t("解释说明", "an explanation"),
    resumption: t("恢复处理", "lifting of a restriction"),
  }[kind];
}

export function askerText({ t }: Pick<Tongue, "t">, asker: RequestLine["asker"]): string {
  return {
    person: t("本人", "the person"),
    guardian: t("监护人", "a guardian"),
    representative: t("代办人", "a representative"),
    "near-relative": t("近亲属", "a near relative"),
    office: t("本机关", "the office itself"),
  }[asker];
}

export function channelText({ t }: Pick<Tongue, "t">, channel: RequestLine["channel"]): string {
  return {
    counter: t("窗口", "at the counter"),
    letter: t("来信", "by letter"),
    telephone: t("电话", "by telephone"),
    online: t("网上", "online"),
  }[channel];
}

export function stateText({ t }: Pick<Tongue, "t">, state: RequestLine["state"]): string {
  return {
    waiting: t("○ 等决定", "○ to be decided"),
    granted: t("○ 已同意，等办理", "○ granted, to be carried out"),
    refused: t("✗ 不同意", "✗ refused"),
    withdrawn: t("↩ 已撤回", "↩ withdrawn"),
    given: t("✓ 已给副本", "✓ copy given"),
    corrected: t("✓ 已更正", "✓ corrected"),
    explained: t("✓ 已说明", "✓ explained"),
    restricted: t("✓ 已停止处理", "✓ restricted"),
    erased: t("✓ 已删除", "✓ erased"),
    lifted: t("↩ 已恢复处理，不再删除", "↩ restriction lifted, not to be erased"),
    resumed: t("✓ 已恢复处理", "✓ restriction lifted"),
  }[state];
}

export function outcomeText({ t }: Pick<Tongue, "t">, outcome: keyof NonNullable<DataRequest["grounds"]>): string {
  return {
    granted: t("同意", "grant"),
    "granted-in-part": t("部分同意", "grant in part"),
    refused: t("不同意", "refuse"),
  }[outcome];
}

/** What a step did, in a sentence. */
export function stepText(tongue: Pick<Tongue, "t">, { what, outcome, changeId, how, eraseFrom }: RequestStep): string {
  const { t } = tongue;
  if (what === "withdrawn") return t("撤回了", "withdrawn");
  if (what === "lifted") return t("恢复处理了，不再删除", "the restriction was lifted; nothing is erased");
  if (what === "change-named") return t(`写明由变更申请${changeId}更正`, `to be corrected by change ${changeId}`);
  if (what === "decided")
    return t(`决定：${outcomeText(tongue, outcome ?? "granted")}`, `decided: ${outcomeText(tongue, outcome ?? "granted")}`);
  if (how === "restricted" && eraseFrom !== null)
    return t(
      `停止处理，只保存；${dayText(tongue, eraseFrom)}起可以删除`,
      `restricted: only stored, to be erased from ${dayText(tongue, eraseFrom)}`,
    );
  return {
    given: t("给了副本", "copy given"),
    corrected: t("更正了", "corrected"),
    explained: t("说明了", "explained"),
    erased: t("删除了", "erased"),
    restricted: t("停止处理", "restricted"),
    resumed: t("恢复处理了", "in use again"),
  }[how ?? "given"];
}
