import { useText } from "../text/use-text.ts";

/** How far something has come, for the eye and for the ear. */
export function ProgressLine({ label, done, all }: { readonly label: string; readonly done: number; readonly all: number }) {
  const { t } = useText();
  const [now, most] = [done.toLocaleString("en-US"), all.toLocaleString("en-US")];
  return (
    <div className="progress">
      <p role="status">{t(`${label}：${now} / ${most} 行`, `${label}: ${now} of ${most} rows`)}</p>
      <progress max={Math.max(all, 1)} value={done} aria-label={label} />
    </div>
  );
}
