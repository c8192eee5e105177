import type { Tongue } from "../text/use-text.ts";

export function sexText({ t }: Pick<Tongue, "t">, sex: string | null): string {
  if (sex === "male") return t("男", "male");
  return sex === "female" ? t("女", "female") : "–";
}

const sealedOrder = ["identity-number", "certificate-number", "phone", "address", "bank-account"];

/** What is kept sealed, in the order in which one looks for it. */
export function inSealedOrder<Kept extends { readonly kind: string }>(values: readonly Kept[]): readonly Kept[] {
  return [...values].sort((a, b) => sealedOrder.indexOf(a.kind) - sealedOrder.indexOf(b.kind));
}

/** What is kept sealed of somebody. */
export function sealedText({ t }: Pick<Tongue, "t">, kind: string): string {
  const texts: Readonly<Record<string, string>> = {
    "identity-number": t("身份证号", "Identity number"),
    "certificate-number": t("残疾人证号", "Certificate number"),
    phone: t("电话", "Telephone"),
    "bank-account": t("银行账号", "Bank account"),
    address: t("住址", "Address"),
  };
  return texts[kind] ?? kind;
}

export function certificateStatusText({ t }: Pick<Tongue, "t">, status: string | null): string {
  const texts: Readonly<Record<string, string>> = {
    valid: t("有效", "valid"),
    expired: t("已过期", "expired"),
    frozen: t("已冻结", "frozen"),
    cancelled: t("已注销", "cancelled"),
    none: t("无证", "none"),
  };
  return status === null ? t("不清楚", "not known") : (texts[status] ?? status);
}

/** What somebody is in a household, or to another. */
export function roleText({ t }: Pick<Tongue, "t">, role: string | null): string {
  const texts: Readonly<Record<string, string>> = {
    head: t("户主", "head"),
    spouse: t("配偶", "spouse"),
    child: t("子女", "child"),
    parent: t("父母", "parent"),
    grandchild: t("孙子女", "grandchild"),
    grandparent: t("祖父母", "grandparent"),
    sibling: t("兄弟姐妹", "sibling"),
    other: t("其他亲属", "other relative"),
    guardian: t("监护人", "guardian"),
    representative: t("代办人", "representative"),
  };
  return role === null ? t("成员", "member") : (texts[role] ?? role);
}
