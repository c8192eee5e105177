import { useText } from "../text/use-text.ts";

/** While it is asked who is signed in: the frame, so that nothing jumps. */
export function Opening() {
  const { t } = useText();
  return (
    <div className="shell">
      <div className="top" />
      <div className="side" />
      <main className="main">
        <p role="status" className="soft">
          {t("正在打开工作台……", "Opening the desk …")}
        </p>
      </main>
    </div>
  );
}
