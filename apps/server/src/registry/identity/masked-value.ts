import { maskedBankAccount, maskedCertificateNumber, maskedIdentityNumber, maskedPhone } from "./mask.ts";
import type { SealedKind } from "./sealed-value.ts";

/** A sealed value as a list or a screen may show it; of an address nothing. */
export function maskedValue(kind: SealedKind, text: string): string {
  switch (kind) {
    case "identity-number":
      return maskedIdentityNumber(text);
    case "certificate-number":
      return maskedCertificateNumber(text);
    case "phone":
      return maskedPhone(text);
    case "bank-account":
      return maskedBankAccount(text);
    case "address":
      return "****";
  }
}
