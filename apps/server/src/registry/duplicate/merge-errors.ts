import type { Text } from "@huican/engine";
import { Refusal } from "../../platform/refusal.ts";

/** How refusals about duplicates are told over HTTP; the others are 422. */
export const mergeStatuses: Readonly<Record<string, number>> = {
  "registry.merge-not-found": 404,
  "registry.own-merge": 403,
  "registry.foreign-merge": 403,
  "registry.merge-related-elsewhere": 403,
  "registry.merge-waits": 409,
  "registry.merge-decided": 409,
  "registry.merge-overtaken": 409,
  "registry.merge-not-whole": 409,
  "registry.no-merge-to-undo": 409,
  "registry.file-merged": 409,
};

/** What is refused about duplicates. */
export const mergeErrors = {
  mergeNotFound: () =>
    new Refusal(
      "registry.merge-not-found",
      "没有找到这份合并申请，或者两份档案不都在您负责的区域。",
      "There is no such request to merge, or not both files are in your areas.",
    ),
  mergeOfOne: () => new Refusal("registry.merge-of-one", "要合并的是两份不同的档案。", "Two different files are merged."),
  mergeParts: () =>
    new Refusal(
      "registry.merge-parts",
      "有一项在要并入的档案里没有，不能取用。请重新对照。",
      "The file that goes says nothing of one of the parts that were to be taken from it. Compare them again.",
    ),
  mergeWaits: () =>
    new Refusal(
      "registry.merge-waits",
      "其中一份档案已经有合并申请在等审批。请先处理那一份。",
      "A request to merge one of both files waits already. Decide that one first.",
    ),
  mergeNotWhole: () =>
    new Refusal(
      "registry.merge-not-whole",
      "其中一份档案已经并入别的档案，或者不能合并。请重新查找。",
      "One of both files was merged into another already, or cannot be merged. Search again.",
    ),
  mergeDecided: () => new Refusal("registry.merge-decided", "这份合并申请已经处理过了。", "This request to merge was decided already."),
  ownMerge: () =>
    new Refusal(
      "registry.own-merge",
      "自己申请的合并要由另一个人审批；自己可以撤回。",
      "A merge is approved by another person than asked for it; you may withdraw yours.",
    ),
  foreignMerge: () => new Refusal("registry.foreign-merge", "只有申请人能撤回合并申请。", "Only who asked for a merge withdraws it."),
  mergeOvertaken: (parts: readonly Text[]) =>
    new Refusal(
      "registry.merge-overtaken",
      `申请以后，别人改了：${parts.map(({ zh }) => zh).join("、")}。请不同意或撤回这份申请，重新对照后再申请。`,
      `Since the request somebody changed: ${parts.map(({ en }) => en).join(", ")}. Refuse or withdraw it, compare the files again, and ask anew.`,
    ),
  mergeRelatedElsewhere: () =>
    new Refusal(
      "registry.merge-related-elsewhere",
      "有亲属或被监护人的档案不在您负责的区域，合并会改到他们。请由上一级办理。",
      "A relative or ward has a file outside your areas, which the merge would change. The office above can do it.",
    ),
  noMergeToUndo: () =>
    new Refusal(
      "registry.no-merge-to-undo",
      "这次合并没有生效，或者已经撤销了。",
      "This merge was not carried out, or was undone already.",
    ),
  fileMerged: () =>
    new Refusal(
      "registry.file-merged",
      "这份档案已经并入另一份，只能查看。请在并入的那份档案里办理。",
      "This file was merged into another and is only read. Work in the file that it was merged into.",
    ),
};
