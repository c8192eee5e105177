/**
 * Everything that the access log tells of, in the words in which a person reads it (谁看过我的信息). A verb that reads or writes somebody's file stands here under the name of
 * its module; a test holds this table against the code.
 */
export const acts = {
  "registry.read-file": { zh: "查看了档案", en: "looked at the file" },
  "registry.read-timeline": { zh: "查看了历年经历", en: "looked at what happened over the years" },
  "registry.list-people": { zh: "按条件列出名单时显示了姓名等基本情况", en: "made a list that shows the name and a few more things" },
  "registry.export-people": { zh: "导出了包含您的人员名单", en: "exported a list of people with you in it" },
  "registry.count-people": { zh: "统计了人数，没有显示任何人", en: "counted people, and showed nobody" },
  "registry.search-people": { zh: "查找时显示了姓名等基本情况", en: "searched, and the result shows the name and a few more things" },
  "registry.register-person": { zh: "建立了档案", en: "made the file" },
  "registry.ask-change": { zh: "申请变更档案", en: "asked for a change of the file" },
  "registry.see-change": { zh: "查看了变更申请会带来的影响", en: "looked at what a change would do" },
  "registry.approve-change": { zh: "批准了变更，档案已改", en: "approved a change, and the file was changed" },
  "registry.refuse-change": { zh: "没有批准变更，档案未改", en: "refused a change, and the file stayed as it was" },
  "registry.withdraw-change": { zh: "撤回了变更申请", en: "withdrew the request for a change" },
  "registry.ask-undo": { zh: "申请撤销一次变更", en: "asked to undo a change" },
  "registry.attach": { zh: "在档案里放入了证明材料", en: "put a document into the file" },
  "registry.list-attachments": { zh: "查看了档案里证明材料的目录", en: "looked at the list of documents in the file" },
  "registry.read-attachment": { zh: "打开了档案里的证明材料", en: "opened a document in the file" },
  "registry.check-numbers": { zh: "核对了证件号码是否有误", en: "checked whether numbers are right" },
  "registry.fill-snapshot": { zh: "系统汇总全体人员某一天的情况", en: "the system put together everybody's state of a day" },
  "registry.load-histories": { zh: "装入了原有的档案", en: "files from elsewhere were loaded" },
  "policy.decide-person": { zh: "查看了档案并按政策判定能享受的待遇", en: "looked at the file and at what the documents grant" },
  "access.open-emergency": { zh: "在紧急情况下打开了辖区外的档案", en: "opened the file outside their areas in an emergency" },
  "access.review-emergency": { zh: "复核了一次应急查看", en: "reviewed an emergency access" },
  "audit.read-accesses": { zh: "查看了谁看过这份档案", en: "looked at who saw the file" },
  "audit.search-log": { zh: "查阅了访问记录", en: "looked through the access log" },
  "audit.make-checkpoint": { zh: "签署了访问记录的检查点", en: "signed the access log" },
  "audit.remove-expired": { zh: "清除了保存期满的访问记录", en: "removed entries of the access log whose time was over" },
} as const;

/** The name of something that is done with people's files. */
export type Act = keyof typeof acts;
