import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDraft } from "../../draft/use-draft.ts";
import { Icon } from "../../parts/icon.tsx";
import { later } from "../../parts/later.tsx";
import { useText } from "../../text/use-text.ts";
import { Pop } from "./pop.tsx";
import { dropView, readViews, saveView, type View } from "./saved-views.ts";
import { sharedViewsQuery } from "./shared-views.ts";

const SharedViewsDialog = later(async () => (await import("./shared-views-dialog.tsx")).SharedViewsDialog);

/** 常用名单: lists that are there at once, those that somebody keeps for themselves, and those that colleagues share. */
export function ViewBar({ view, onChoose }: { readonly view: View; readonly onChoose: (view: View) => void }) {
  const { t } = useText();
  const [views, set] = useState(() => readViews(localStorage));
  const shared = useQuery(sharedViewsQuery);
  const [isSharing, share] = useState(false);
  const isSame = (each: View) => JSON.stringify(each.conditions) === JSON.stringify(view.conditions);
  return (
    <div className="views">
      <span className="soft" id="views-title">
        {t("常用名单", "Saved lists")}
      </span>
      <ul aria-labelledby="views-title">
        <li>
          <button
            type="button"
            className="chip"
            aria-pressed={view.conditions.length === 0}
            onClick={() => onChoose({ ...view, conditions: [] })}
          >
            {t("全部", "Everybody")}
          </button>
        </li>
        {views.map((each) => (
          <li key={each.name} className="chip-pair">
            <button type="button" className="chip" aria-pressed={isSame(each)} onClick={() => onChoose(each)}>
              {each.name}
            </button>
            <button
              type="button"
              className="chip drop"
              onClick={() => set(dropView(localStorage, each.name))}
              aria-label={t(`删除常用名单“${each.name}”`, `Remove the list "${each.name}"`)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
        {(shared.data ?? []).map((each) => (
          <li key={each.id}>
            <button type="button" className="chip" aria-pressed={isSame(each)} onClick={() => onChoose(each)}>
              <Icon name="people" />
              <span className="visually-hidden">{t("共享：", "Shared: ")}</span>
              {each.name}
            </button>
          </li>
        ))}
      </ul>
      {view.conditions.length === 0 ? null : <KeepForm onKeep={(name) => set(saveView(localStorage, { ...view, name }))} />}
      <button type="button" className="button plain" onClick={() => share(true)}>
        <Icon name="people" />
        {t("共享的名单", "Shared lists")}
      </button>
      {isSharing ? (
        <SharedViewsDialog
          view={view}
          onOpen={(each) => {
            onChoose(each);
            share(false);
          }}
          onTake={(each) => set(saveView(localStorage, each))}
          onClose={() => share(false)}
        />
      ) : null}
    </div>
  );
}

/** Keeps the list that is shown for oneself. */
function KeepForm({ onKeep }: { readonly onKeep: (name: string) => void }) {
  const { t } = useText();
  const [name, rename, drop] = useDraft("view.keep");
  return (
    <Pop title={t("存为常用名单", "Save this list")}>
      <form
        className="pop-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          onKeep(name.trim());
          drop();
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
              "存条件、列和排序，不存人，只在这台电脑的这个浏览器里。要给同事用，请“共享”。",
              "Conditions, columns and order are kept and nobody's name, in this browser alone. For colleagues, share it.",
            )}
          </p>
        </div>
        <button type="submit" className="button">
          {t("保存", "Save")}
        </button>
      </form>
    </Pop>
  );
}
