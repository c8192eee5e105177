import { Refusal } from "../../platform/refusal.ts";

/** What is refused of requests about personal information, and of files that are set aside: a part of `registryErrors`. */
export const requestErrors = {
  fileRestricted: () =>
    new Refusal(
      "registry.file-restricted",
      "这份档案已按本人请求停止处理，只保存，不能查看、修改或使用。保存期满后删除。",
      "At the person's request this file is only stored: it is not read, changed or used, and is erased once its time of keeping is over.",
    ),
  fileErased: () =>
    new Refusal(
      "registry.file-erased",
      "这份档案已按本人请求删除，不能恢复。请求和处理过程仍可查。",
      "This file was erased at the person's request and cannot be brought back. The request and what was done can still be seen.",
    ),
  requestNotFound: () =>
    new Refusal(
      "registry.request-not-found",
      "没有找到这份个人信息请求，或者不在您负责的区域。",
      "There is no such request, or it is outside your areas.",
    ),
  requestWords: () =>
    new Refusal("registry.request-words", "请写明内容或理由，最多2000字。", "Say what it is, or why, in at most 2,000 characters."),
  requestBasis: () =>
    new Refusal(
      "registry.request-basis",
      "不是本人提出的，请写明凭什么代表本人，如委托书、监护关系证明、亲属关系证明，2到200字，写在一行里。",
      "Say what shows that somebody may ask for another: a power of attorney, papers of a guardian or a relative, on one line of 2 to 200 characters.",
    ),
  requestReceivedDay: () =>
    new Refusal(
      "registry.request-received-day",
      "收到请求的日期应是今天，或者过去一年以内。",
      "The day on which a request was received is today or in the year before.",
    ),
  relativeOfTheLiving: () =>
    new Refusal(
      "registry.relative-of-the-living",
      "近亲属只能在本人去世以后提出。本人在世的，请本人、监护人或受委托的人提出；已经去世的，请先登记死亡。",
      "Near relatives ask after a death only. For somebody alive they ask themselves, or a guardian or representative; of a death that is not recorded record it first.",
    ),
  requestGround: () =>
    new Refusal(
      "registry.request-ground",
      "请从列出的法定理由里选一条适用于这类请求和这个决定的；同意查阅、更正、说明的，不需要理由。",
      "Choose one of the legal grounds for this kind of request and this outcome; to grant a copy, a correction or an explanation takes none.",
    ),
  ownRequest: () =>
    new Refusal(
      "registry.own-request",
      "自己登记或提出的请求，不能由自己决定，请交给另一位同事。",
      "Nobody decides a request that they entered; a colleague has to.",
    ),
  ownDecision: () =>
    new Refusal(
      "registry.own-decision",
      "决定删除的人不能自己执行删除，请交给另一位同事。",
      "Whoever decided a deletion does not carry it out; a colleague has to.",
    ),
  requestDecided: () =>
    new Refusal(
      "registry.request-decided",
      "这份请求已经有决定了，不能再决定或撤回。",
      "This request has been decided already: it is neither decided again nor withdrawn.",
    ),
  requestWithdrawn: () =>
    new Refusal(
      "registry.request-withdrawn",
      "这份请求已经撤回。要办理，请重新登记。",
      "This request was withdrawn. Enter it anew if it is meant.",
    ),
  requestNotGranted: () =>
    new Refusal(
      "registry.request-not-granted",
      "这份请求还没有同意，不能办理。",
      "This request has not been granted, so it cannot be carried out.",
    ),
  requestDone: () => new Refusal("registry.request-done", "这份请求已经办完了。", "This request has been carried out already."),
  requestOtherwise: () =>
    new Refusal(
      "registry.request-otherwise",
      "这类请求不是这样办理的：查阅给副本，更正写明变更申请，说明写明内容，删除由系统执行。",
      "This kind of request is carried out otherwise: a copy is taken, a correction names its change, an explanation is written, a deletion runs by itself.",
    ),
  requestChange: () =>
    new Refusal(
      "registry.request-change",
      "请写明办理这次更正的变更申请编号：要是这份档案的，没有被退回或撤回。",
      "Name the change that carries this correction out: of this file, and neither refused nor withdrawn.",
    ),
  requestAsker: () =>
    new Refusal(
      "registry.request-asker",
      "恢复处理由本人、监护人、代办人提出，或者由本机关发现停错了时提出；其他请求不由本机关提出，恢复处理不由近亲属提出。",
      "To lift a restriction asks the person, a guardian or representative, or the office that was wrong; for nothing else does the office ask, and near relatives do not ask for this.",
    ),
  notRestricted: () =>
    new Refusal("registry.not-restricted", "这份档案没有停止处理，不用恢复。", "This file is not restricted, so there is nothing to lift."),
  ownResumption: () =>
    new Refusal(
      "registry.own-resumption",
      "自己登记的恢复处理，不能由自己执行，请交给另一位同事。",
      "Whoever asked to lift a restriction does not lift it; a colleague has to.",
    ),
  requestLifted: () =>
    new Refusal(
      "registry.request-lifted",
      "这份删除请求的停止处理已经恢复，请求到此为止。要删除，请重新登记。",
      "The restriction of this deletion was lifted, which ended it. Enter it anew if it is meant.",
    ),
  secondFile: () =>
    new Refusal(
      "registry.second-file",
      "停止处理期间，同一个人又建了新档案。一人一档，旧档案不能恢复，请使用新档案。",
      "While this file was restricted the person got a new one. One person has one file: use the new one, this one stays as it is.",
    ),
  mustBeKept: () =>
    new Refusal(
      "registry.must-be-kept",
      "没有获准删除，或者还有内容在法定保存期内，没有删除。",
      "Deletion was not granted, or something of the file still has to be kept. Nothing was erased.",
    ),
};
