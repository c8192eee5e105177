import { useText } from "../text/use-text.ts";
import { certificateStatusText } from "./person-words.ts";

/** Whether somebody holds a certificate that counts: a sign and a word. */
export function CertificateBadge({ status }: { readonly status: string | null }) {
  const text = useText();
  const words = certificateStatusText(text, status);
  if (status === "valid") return <span className="badge good">✓ {words}</span>;
  if (status === null || status === "none") return <span className="badge quiet">– {words}</span>;
  return <span className="badge bad">⚠ {words}</span>;
}

export function DeceasedBadge() {
  const { t } = useText();
  return <span className="badge quiet">† {t("已故", "deceased")}</span>;
}
