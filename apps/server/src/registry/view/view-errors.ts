import { Refusal } from "../../platform/refusal.ts";

export const viewStatuses: Readonly<Record<string, number>> = {
  "registry.view-not-found": 404,
  "registry.view-not-left": 404,
  "registry.view-area": 403,
  "registry.view-name-taken": 409,
};

/** What is refused of lists that colleagues share. */
export const viewErrors = {
  viewName: () =>
    new Refusal(
      "registry.view-name",
      "名单的名字要1到30个字，写在一行里，不要写人名和号码：同事都看得到。请换一个名字，例如“视力一级”。",
      "A list's name is one line of 1 to 30 characters without anybody's name or number: colleagues read it. Call it otherwise, as “visual level 1”.",
    ),
  viewAboutSomebody: () =>
    new Refusal(
      "registry.view-about-somebody",
      "共享名单的条件不能针对某一个人：有一项是单独的一天、很长的数，或者不在可选的值里。请改成范围或选项。",
      "What is shared must not be about one person: a condition is a single day, a long number, or none of the choices. Make it a range or a choice.",
    ),
  viewArea: () =>
    new Refusal(
      "registry.view-area",
      "名单只能共享给您负责的区域。请重新选择区域。",
      "A list is shared for an area that is yours. Choose one of your areas.",
    ),
  viewNameTaken: () =>
    new Refusal(
      "registry.view-name-taken",
      "您已经共享了一份同名的名单。请换一个名字，或者改原来那一份。",
      "You share a list of this name already. Call it otherwise, or change that one.",
    ),
  viewsTooMany: () =>
    new Refusal(
      "registry.views-too-many",
      "您共享的名单已经有50份。请先撤回不再用的。",
      "You share 50 lists already. Take back what is not used any more.",
    ),
  viewNotLeft: () =>
    new Refusal(
      "registry.view-not-left",
      "不能移除这份名单：它已经不在了，或者共享它的人还在那里工作。请刷新页面；还在的，请他本人撤回。",
      "This list cannot be removed: it is gone, or whoever shared it still works there. Reload the page; if it is still there, ask them to take it back.",
    ),
  viewNotFound: () =>
    new Refusal(
      "registry.view-not-found",
      "没有这份共享名单，或者不是您共享的。可能已经撤回，请刷新页面。",
      "There is no such shared list, or it is not yours. It may have been taken back; reload the page.",
    ),
};
