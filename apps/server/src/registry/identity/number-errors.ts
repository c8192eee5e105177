import { Refusal } from "../../platform/refusal.ts";

/** What is refused of numbers, telephones, accounts and addresses: a part of `registryErrors`. */
export const numberErrors = {
  identityNumberForm: () =>
    new Refusal(
      "registry.identity-number-form",
      "身份证号应为18位：17位数字，最后一位是数字或 X。请照证件重新输入。",
      "An identity number has 18 characters: 17 digits and a last one that is a digit or X. Enter it again from the card.",
    ),
  identityNumberLegacy: () =>
    new Refusal(
      "registry.identity-number-legacy",
      "这是15位的旧身份证号，只能作为曾用号登记。请输入18位的身份证号。",
      "This is an old identity number of 15 digits, which is kept only as a former number. Enter the one of 18.",
    ),
  legacyNumberForm: () =>
    new Refusal("registry.legacy-number-form", "旧身份证号应为15位数字。请核对。", "An old identity number has 15 digits. Check it."),
  identityNumberRegion: () =>
    new Refusal(
      "registry.identity-number-region",
      "身份证号的前两位不是任何省份的代码。请照证件核对。",
      "The first two digits of the identity number are the code of no province. Check it against the card.",
    ),
  identityNumberSynthetic: () =>
    new Refusal(
      "registry.identity-number-synthetic",
      "99开头的身份证号是示例数据，正式使用时不能登记。",
      "Identity numbers that begin with 99 are sample data and cannot be registered in real use.",
    ),
  identityNumberBirthDate: () =>
    new Refusal(
      "registry.identity-number-birth-date",
      "身份证号第7到14位不是一个存在的出生日期。请照证件核对。",
      "Digits 7 to 14 of the identity number are no day of birth that exists. Check it against the card.",
    ),
  identityNumberFuture: () =>
    new Refusal(
      "registry.identity-number-future",
      "身份证号里的出生日期在今天以后。请照证件核对。",
      "The day of birth in the identity number has not come yet. Check it against the card.",
    ),
  identityNumberChecksum: () =>
    new Refusal(
      "registry.identity-number-checksum",
      "身份证号的校验码对不上，多半有一位输错了。请照证件核对。",
      "The check digit of the identity number does not fit: probably one digit is wrong. Check it against the card.",
    ),
  certificateNumberForm: () =>
    new Refusal(
      "registry.certificate-number-form",
      "残疾人证号应为20位：18位身份证号（末位可以是 X）、1位类别、1位等级；补发的证后面还有 B1、B2 等。请照证件重新输入。",
      "A certificate number has 20 characters: the identity number of 18, which may end in X, a category and a level; B1, B2 and so on follow on a replacement. Enter it again from the certificate.",
    ),
  certificateNumberIdentity: (reason: Refusal) =>
    new Refusal(
      "registry.certificate-number-identity",
      `残疾人证号的前18位是身份证号，这一部分有误。${reason.zh}`,
      `The first 18 characters of a certificate number are the identity number, and these are wrong. ${reason.en}`,
    ),
  certificateNumberCategory: () =>
    new Refusal(
      "registry.certificate-number-category",
      "残疾人证号第19位是类别，应为1到7。请照证件核对。",
      "Character 19 of the certificate number is the category, from 1 to 7. Check it against the certificate.",
    ),
  certificateNumberLevel: () =>
    new Refusal(
      "registry.certificate-number-level",
      "残疾人证号第20位是等级，应为1到4。请照证件核对。",
      "Character 20 of the certificate number is the level, from 1 to 4. Check it against the certificate.",
    ),
  certificateNumberDisagrees: () =>
    new Refusal(
      "registry.certificate-number-disagrees",
      "残疾人证号里的类别、等级和登记的不一致。请照证件核对两处；多重残疾的等级按最重的一类。",
      "The category and level in the certificate number are not those registered. Check both against the certificate; multiple disability has the level of its heaviest category.",
    ),
  certificateNumberForeign: () =>
    new Refusal(
      "registry.certificate-number-foreign",
      "残疾人证号的前18位和身份证号不一致。请照两个证件核对。",
      "The first 18 characters of the certificate number are not the identity number. Check it against both cards.",
    ),
  address: () => new Refusal("registry.address", "地址应为1到200个字，写在一行里。", "An address has 1 to 200 characters on one line."),
  phone: () =>
    new Refusal(
      "registry.phone",
      "电话应为11位手机号，或者带区号的座机号，例如 023-65400000。请核对。",
      "A telephone number is a mobile number of 11 digits, or a landline with its area code such as 023-65400000. Check it.",
    ),
  bankAccount: () =>
    new Refusal(
      "registry.bank-account",
      "银行账号应为12到30位数字。请照银行卡或存折核对。",
      "A bank account has 12 to 30 digits. Check it against the card or passbook.",
    ),
};
