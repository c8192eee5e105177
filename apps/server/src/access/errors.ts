import { Refusal } from "../platform/refusal.ts";

/** Everything that signing in and appointing refuses, on one screen. No sentence repeats a name or tells whether there is such an account. */
export const accessErrors = {
  signInName: () =>
    new Refusal(
      "access.sign-in-name",
      "登录名应为2到64个字，可用汉字、字母、数字和 . _ - @，以文字或数字开头。",
      "A sign-in name has 2 to 64 letters, digits or . _ - @, and begins with a letter or a digit.",
    ),
  signInNameNumber: () =>
    new Refusal(
      "access.sign-in-name-number",
      "登录名不能用身份证号、电话号码或账号，它会显示在名单里。请换一个。",
      "A sign-in name cannot be an identity number, a telephone or an account number: it stands in lists. Choose another.",
    ),
  signInNameTaken: () =>
    new Refusal("access.sign-in-name-taken", "这个登录名已经有人用了，请换一个。", "This sign-in name is taken. Choose another."),
  displayName: () => new Refusal("access.display-name", "姓名应为1到50个字。", "A name has 1 to 50 characters."),
  subjectTaken: () =>
    new Refusal(
      "access.subject-taken",
      "这份档案已经有账号，或者没有这份档案。请核对档案编号。",
      "This file has an account already, or there is no such file. Check its number.",
    ),
  accountNotFound: () => new Refusal("access.account-not-found", "没有这个账号，请核对。", "There is no such account. Check it."),
  accountLocked: () =>
    new Refusal(
      "access.account-locked",
      "这个账号已被锁定。请联系本单位的安全保密管理员。",
      "This account is locked. Ask the security administrator of your office.",
    ),
  ownAccount: () =>
    new Refusal(
      "access.own-account",
      "不能锁定、解锁或重置自己的账号，请另一位管理员来做。",
      "You cannot lock, unlock or reset your own account. Another administrator has to.",
    ),
  wrongPassword: () =>
    new Refusal(
      "access.wrong-password",
      "登录名或密码不对。请核对后再试；忘了密码，请联系本单位的安全保密管理员重置。",
      "The name or the password is wrong. Check both and try again; if you forgot it, the security administrator of your office can reset it.",
    ),
  wrongOwnPassword: () => new Refusal("access.wrong-own-password", "密码不对，请再试一次。", "The password is wrong. Try again."),
  wrongSetupCode: () =>
    new Refusal(
      "access.wrong-setup-code",
      "登录名或启用码不对，或者启用码已过期、已用过。请核对，或请管理员重新发一个。",
      "The name or the setup code is wrong, or the code has lapsed or was used. Check both, or ask an administrator for a new one.",
    ),
  wrongCode: () =>
    new Refusal(
      "access.wrong-code",
      "验证码不对，或者已经用过。请等下一个验证码再试，也可以用恢复码。",
      "The code is wrong or was used already. Wait for the next one, or use a recovery code.",
    ),
  wrongFirstCode: () =>
    new Refusal(
      "access.wrong-first-code",
      "验证码不对。请看验证器上现在的六位数字；一直不对，请检查手机的时间。",
      "The code is wrong. Enter the six digits that the app shows now; if it keeps failing, check the time of your phone.",
    ),
  tooManyTries: (minutes: number) =>
    new Refusal(
      "access.too-many-tries",
      `试的次数太多了，请${minutes}分钟后再试。忘了密码，请联系本单位的安全保密管理员。`,
      `There were too many tries. Try again in ${minutes} minutes. If you forgot the password, ask the security administrator of your office.`,
    ),
  stepLapsed: () =>
    new Refusal(
      "access.step-lapsed",
      "登录没有在10分钟内完成，为了安全要从头再来。请重新输入登录名和密码。",
      "The sign-in was not finished within ten minutes and begins anew, to be safe. Enter your name and password again.",
    ),
  notAllowed: () =>
    new Refusal(
      "access.not-allowed",
      "您的岗位不能做这件事。需要的话，请联系本单位的安全保密管理员。",
      "Your duty does not allow this. If it should, ask the security administrator of your office.",
    ),
  readingLimit: () =>
    new Refusal(
      "access.reading-limit",
      "您查阅的档案或名单到了上限。工作需要的，请说明理由后继续，管理员会看到；不急的，过一小时或明天再看。",
      "You have read as much as one person may. If your work needs more, give a reason, which the administrators will read; if it can wait, go on in an hour or tomorrow.",
    ),
  readingLimitWide: () =>
    new Refusal(
      "access.reading-limit-wide",
      "说明理由以后放宽的上限也到了。请过一小时或明天再看，或者请本单位的安全保密管理员调整上限。",
      "The wider limit that your reason gave is reached too. Go on in an hour or tomorrow, or ask the security administrator of your office for another limit.",
    ),
  readingReason: () =>
    new Refusal(
      "access.reading-reason",
      "请写明要查阅这么多的原因，10到500字，写在一行里；不要写身份证号。管理员会看到。",
      "Say why you have to read so much in 10 to 500 characters on one line, without an identity number. The administrators will read it.",
    ),
  notSignedIn: () =>
    new Refusal(
      "access.not-signed-in",
      "没有登录，或者太久没有操作，已经退出。请登录。",
      "You are not signed in, or were signed out after a while without a touch. Sign in.",
    ),
  factorNotShown: () =>
    new Refusal(
      "access.factor-not-shown",
      "换验证器、通行密钥、恢复码之前，请先输入密码和现在的验证码，或者一个恢复码。都没有了，请安全保密管理员重置。",
      "Before the authenticator, passkeys or recovery codes are exchanged, show your password and the code of now, or a recovery code. Without any of them the security administrator resets the account.",
    ),
  notConfirmed: () =>
    new Refusal(
      "access.not-confirmed",
      "为了安全，改动登录方式之前要再输入一次密码。",
      "To be safe, enter your password once more before you change how you sign in.",
    ),
  foreignRequest: () =>
    new Refusal(
      "access.foreign-request",
      "这个请求不是从本网站的页面发出的，没有执行。请回到本网站再试。",
      "This request did not come from a page of this site and was not carried out. Go back to the site and try again.",
    ),
  notOpen: () =>
    new Refusal(
      "access.not-open",
      "名册正在打开，现在还不能登录。请过一两分钟再试。",
      "The register is being opened, and nobody can sign in yet. Try again in a minute or two.",
    ),
  notSecure: () =>
    new Refusal(
      "access.not-secure",
      "这个网址没有加密（不是 https），密码可能被别人看到，所以不能登录。请用 https 网址；运行人员要设 HUICAN_URL。",
      "This address is not encrypted (no https): others could read your password, so nobody signs in here. Use the https address; whoever runs the server sets HUICAN_URL.",
    ),
  passkeyFailed: () =>
    new Refusal(
      "access.passkey-failed",
      "通行密钥没有通过。请再试一次，或用登录名和密码。",
      "The passkey did not work. Try once more, or use your name and password.",
    ),
  passkeyNotFound: () =>
    new Refusal("access.passkey-not-found", "没有这个通行密钥，可能已经删除。", "There is no such passkey; it may have been removed."),
  passkeyTaken: () => new Refusal("access.passkey-taken", "这个通行密钥已经添加过了。", "This passkey was added already."),
  providerUnreachable: () =>
    new Refusal(
      "access.provider-unreachable",
      "统一身份的服务器现在连不上。请稍后再试，或用登录名和密码。",
      "The server of the identity provider cannot be reached. Try again in a while, or use your name and password.",
    ),
  identityFailed: () =>
    new Refusal(
      "access.identity-failed",
      "统一身份登录没有完成，可能隔得太久，或者在那边取消了。请再试一次。",
      "The sign-in at the identity provider was not finished: it took too long, or was cancelled there. Try once more.",
    ),
  identityUnknown: () =>
    new Refusal(
      "access.identity-unknown",
      "这个统一身份没有关联这里的账号。请联系本单位的安全保密管理员。",
      "No account here belongs to this identity. Ask the security administrator of your office.",
    ),
  identityTaken: () =>
    new Refusal(
      "access.identity-taken",
      "这个统一身份或这个账号已经关联过了，请先取消原来的关联。",
      "This identity or this account is linked already. Undo that link first.",
    ),
  sessionNotFound: () => new Refusal("access.session-not-found", "那一处已经退出了。", "That browser is signed out already."),
  passwordShort: () =>
    new Refusal(
      "access.password-short",
      "密码至少要10个字。几个不相干的词连在一起，又好记又安全。",
      "A password has at least 10 characters. A few words that have nothing to do with each other are easy to keep and hard to guess.",
    ),
  passwordsDiffer: () =>
    new Refusal("access.passwords-differ", "两次输入的密码不一样，请重新输入。", "The two passwords are not the same. Enter both again."),
  passwordLong: () => new Refusal("access.password-long", "密码最多200个字。", "A password has at most 200 characters."),
  passwordCommon: () =>
    new Refusal(
      "access.password-common",
      "这个密码很多人在用，会最先被猜到。请换一个。",
      "Many people use this password, so it is tried first. Choose another.",
    ),
  passwordOwnName: () =>
    new Refusal(
      "access.password-own-name",
      "密码里不能有自己的登录名或姓名。请换一个。",
      "A password must not contain your own sign-in name or name. Choose another.",
    ),
  roleUnknown: () => new Refusal("access.role-unknown", "没有这个角色。", "There is no such role."),
  roleArea: () =>
    new Refusal(
      "access.role-area",
      "这个角色不能任在这一级，或者区域代码、科室不对。请核对。",
      "This role cannot be held at that level, or the area or the desk is wrong. Check them.",
    ),
  appointmentDays: () =>
    new Refusal("access.appointment-days", "任职的最后一天不能早于第一天。", "The last day of an appointment is not before its first."),
  threeAdministrators: () =>
    new Refusal(
      "access.three-administrators",
      "系统管理员、安全保密管理员、安全审计员必须是三个人，同一个人不能兼任，也不能代理。",
      "The system, security and audit administrators are three people: nobody is two of them, also not for somebody else.",
    ),
  delegationEnd: () => new Refusal("access.delegation-end", "代理要写明到哪一天为止。", "Acting for somebody needs a last day."),
  delegationExceeds: () =>
    new Refusal(
      "access.delegation-exceeds",
      "只能把自己的职责交给别人代理：同一角色和科室，不超出自己的区域和任期；代理来的不能再转。",
      "Only one's own duty can be handed on: the same role and desk, within one's own area and days; and not what one holds for somebody else.",
    ),
  foreignDuty: () =>
    new Refusal(
      "access.foreign-duty",
      "这不是您自己的任职，不能由您交给别人。",
      "This is not your own appointment, so you cannot hand it on.",
    ),
  nothingToHandOn: () =>
    new Refusal(
      "access.nothing-to-hand-on",
      "这些天里您没有可以交给别人代理的任职。",
      "You hold no appointment on these days that could be handed on.",
    ),
  ownAppointment: () =>
    new Refusal("access.own-appointment", "不能给自己任职，请另一位来办。", "Nobody appoints themselves. Somebody else has to."),
  appointmentNotFound: () =>
    new Refusal("access.appointment-not-found", "没有这项任职，请核对。", "There is no such appointment. Check it."),
  appointmentEnded: () =>
    new Refusal(
      "access.appointment-ended",
      "这项任职已经结束，或者不归您管。",
      "This appointment has ended already, or is not yours to end.",
    ),
  emergencyReason: () =>
    new Refusal(
      "access.emergency-reason",
      "请写明紧急的原因，10到500字，写在一行里；不要写身份证号。本人和审计员会看到。",
      "Say why it is an emergency in 10 to 500 characters on one line, without an identity number. The person and the audit administrator will read it.",
    ),
  noFileOfNumber: () =>
    new Refusal(
      "access.no-file-of-number",
      "没有这个号码的档案。应急查看只能用完整的身份证号或残疾人证号，请照证件核对。",
      "No file has this number. An emergency begins with a whole identity or certificate number: check it against the card.",
    ),
  tooManyEmergencies: (most: number) =>
    new Refusal(
      "access.too-many-emergencies",
      `一天最多应急查看${most}份档案。请联系本单位的安全保密管理员。`,
      `At most ${most} files can be opened in emergencies in a day. Tell the security administrator of your office.`,
    ),
  emergencyNotFound: () =>
    new Refusal("access.emergency-not-found", "没有这次应急查看，请核对。", "There is no such emergency access. Check it."),
  emergencyReviewed: () =>
    new Refusal("access.emergency-reviewed", "这次应急查看已经复核过了。", "This emergency access was reviewed already."),
  ownEmergency: () =>
    new Refusal("access.own-emergency", "自己的应急查看要由另一个人复核。", "Your own emergency access is reviewed by another person."),
  findingNeedsWords: () =>
    new Refusal("access.finding-needs-words", "认为理由不成立的，请写明原因。", "Where it was no emergency, say why."),
  dayIsOver: () => new Refusal("access.day-is-over", "日期不能早于今天。", "The day is not before today."),
  administratorsExist: () =>
    new Refusal(
      "access.administrators-exist",
      "已经有管理员了，没有新建。有人进不来，请用 huican users reset。",
      "There are administrators already; none were made. If one cannot get in, use huican users reset.",
    ),
  /** Told of a job: nobody asked for anything. */
  rowsNotAsLogged: (count: number) =>
    new Refusal(
      "access.rows-not-as-logged",
      `账号、凭据、任职或登录有${count}条和访问记录对不上，可能有人绕过程序改了数据库。安全和审计管理员在“待办”里看得到是哪几条。`,
      `Of accounts, proofs, appointments and sessions ${count} are not as the access log says: somebody may have written the database beside the program. The security and the audit administrator see which under “Your work”.`,
    ),
};

/** How refusals are told over HTTP; the others are 422. */
export const accessStatuses: Readonly<Record<string, number>> = {
  "access.account-not-found": 404,
  "access.appointment-not-found": 404,
  "access.no-file-of-number": 404,
  "access.emergency-not-found": 404,
  "access.emergency-reviewed": 409,
  "access.own-emergency": 403,
};

/** What the database refuses by a named constraint, as a sentence. */
export const accessConstraints: ReadonlyMap<string, () => Refusal> = new Map([
  ["account_name_once", accessErrors.signInNameTaken],
  ["account_of_subject", accessErrors.subjectTaken],
  ["account_subject", accessErrors.subjectTaken],
  ["passkey_key", accessErrors.passkeyTaken],
  ["identity_link_key", accessErrors.identityTaken],
  ["identity_link_once", accessErrors.identityTaken],
  ["appointment_level", accessErrors.roleArea],
  ["appointment_area_form", accessErrors.roleArea],
  ["appointment_section", accessErrors.roleArea],
  ["appointment_holds_some_day", accessErrors.appointmentDays],
  ["administrators_are_three", accessErrors.threeAdministrators],
  ["delegation_has_an_end", accessErrors.delegationEnd],
  ["delegation_within_own_duty", accessErrors.delegationExceeds],
  ["emergency_review_key", accessErrors.emergencyReviewed],
  ["emergency_is_reviewed_by_another", accessErrors.ownEmergency],
]);
