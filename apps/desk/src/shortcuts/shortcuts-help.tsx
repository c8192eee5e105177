import { useState } from "react";
import { Dialog } from "../parts/dialog.tsx";
import { changeSettings, useSettings } from "../settings/settings.ts";
import { useText } from "../text/use-text.ts";
import { areLetters, keysText } from "./keys.ts";
import { useShortcutsInReach } from "./shortcuts.ts";

/** What keys do here and now. */
export function ShortcutsHelp({ onClose }: { readonly onClose: () => void }) {
  const { t, say } = useText();
  const { hasLetterKeys } = useSettings();
  const inReach = useShortcutsInReach();
  // Those of the page stay what they were when the help was opened.
  const [shortcuts] = useState(inReach);
  return (
    <Dialog label={t("快捷键", "Shortcuts")} onClose={onClose}>
      <h2>{t("快捷键", "Shortcuts")}</h2>
      <table className="keys">
        <caption className="visually-hidden">{t("这一页能用的快捷键", "Shortcuts of this page")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("按键", "Keys")}</th>
            <th scope="col">{t("做什么", "What they do")}</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts
            .filter(({ keys }) => hasLetterKeys || !areLetters(keys))
            .map(({ keys, text }) => (
              <tr key={keys}>
                <td>
                  <kbd>{keysText(keys, t("然后", "then"))}</kbd>
                </td>
                <td>{say(text)}</td>
              </tr>
            ))}
          <tr>
            <td>
              <kbd>↑ ↓</kbd>
            </td>
            <td>{t("在名单里上下移动", "Move in a list")}</td>
          </tr>
          <tr>
            <td>
              <kbd>Esc</kbd>
            </td>
            <td>{t("关闭打开的一栏或对话框", "Close what is open")}</td>
          </tr>
        </tbody>
      </table>
      <label className="check">
        <input type="checkbox" checked={hasLetterKeys} onChange={({ target }) => changeSettings({ hasLetterKeys: target.checked })} />
        {t("允许单个字母的快捷键（用语音输入的，请关掉）", "Single letters do something (turn it off if you dictate)")}
      </label>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {t("关闭", "Close")}
        </button>
      </div>
    </Dialog>
  );
}
