import { useText } from "../text/use-text.ts";

/** Keeps the place of what is on its way. @param rows about how many lines it will have */
export function Loading({ rows = 3 }: { readonly rows?: number }) {
  const { t } = useText();
  return (
    <div className="loading" role="status" aria-busy="true">
      <span className="visually-hidden">{t("正在读取……", "Loading …")}</span>
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="loading-row" aria-hidden="true" />
      ))}
    </div>
  );
}
