import { useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { useText } from "../../text/use-text.ts";
import type { Condition } from "./filters.ts";
import { dropView, readViews, saveView } from "./saved-views.ts";

/** 常用名单: lists that are there at once, and those that somebody keeps for themselves. */
export function ViewBar({
  conditions,
  onChoose,
}: {
  readonly conditions: readonly Condition[];
  readonly onChoose: (conditions: readonly Condition[]) => void;
}) {
  const { t } = useText();
  const [views, set] = useState(() => readViews(localStorage));
  const [name, rename] = useState("");
  const isSame = (each: readonly Condition[]) => JSON.stringify(each) === JSON.stringify(conditions);
  return (
    <div className="views">
      <span className="soft" id="views-title">
        {t("常用名单", "Saved lists")}
      </span>
      <ul aria-labelledby="views-title">
        <li>
          <button type="button" className="chip" aria-pressed={conditions.length === 0} onClick={() => onChoose([])}>
            {t("全部", "Everybody")}
          </button>
        </li>
        {views.map((view) => (
          <li key={view.name} className="chip-pair">
            <button type="button" className="chip" aria-pressed={isSame(view.conditions)} onClick={() => onChoose(view.conditions)}>
              {view.name}
            </button>
            <button
              type="button"
              className="chip drop"
              onClick={() => set(dropView(localStorage, view.name))}
              aria-label={t(`删除常用名单“${view.name}”`, `Remove the list "${view.name}"`)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {conditions.length === 0 ? null : (
        <details className="pop">
          <summary className="button plain">{t("存为常用名单", "Save this list")}</summary>
          <form
            className="pop-body stack"
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() === "") return;
              set(saveView(localStorage, { name: name.trim(), conditions }));
              rename("");
            }}
          >
            <div className="field">
              <label htmlFor="view-name">{t("叫什么名字", "Its name")}</label>
              <input
                id="view-name"
                className="text"
                value={name}
                maxLength={30}
                onChange={(event) => rename(event.target.value)}
                aria-describedby="view-help"
              />
              <p className="soft" id="view-help">
                {t(
                  "只存条件，不存人；目前只在这台电脑的这个浏览器里。",
                  "The conditions are kept and nobody's name; for now in this browser alone.",
                )}
              </p>
            </div>
            <button type="submit" className="button">
              {t("保存", "Save")}
            </button>
          </form>
        </details>
      )}
    </div>
  );
}
