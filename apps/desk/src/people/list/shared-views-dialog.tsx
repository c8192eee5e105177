import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { may, mayIn, useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { conditionsText } from "./filters.ts";
import { useWords } from "../use-words.ts";
import type { SavedView, View } from "./saved-views.ts";
import { ShareForm } from "./share-form.tsx";
import { sharedViewsQuery, useViewDeeds, type SharedView } from "./shared-views.ts";
import { viewText } from "./view-text.ts";

type Props = {
  /** The list that is shown. */
  readonly view: View;
  readonly onOpen: (view: View) => void;
  readonly onTake: (view: SavedView) => void;
  readonly onClose: () => void;
};

/** 共享的名单: what colleagues share, to be opened or taken over; one's own to be changed and taken back, those of who has left to be removed; and the list that is shown, to be shared. */
export function SharedViewsDialog({ view, onOpen, onTake, onClose }: Props) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const { words } = useWords();
  const views = useQuery(sharedViewsQuery);
  const [done, tell] = useState("");
  return (
    <Dialog label={t("共享的名单", "Shared lists")} onClose={onClose} isWide>
      <div className="stack">
        <h2>{t("共享的名单", "Shared lists")}</h2>
        <p role="status">{done}</p>
        {views.error ? <ProblemNotice error={views.error} onRetry={() => void views.refetch()} /> : null}
        {views.data === undefined ? (
          views.error ? null : (
            <Loading rows={3} />
          )
        ) : views.data.length === 0 ? (
          <p className="soft">{t("还没有同事共享名单。", "No colleague shares a list yet.")}</p>
        ) : (
          <ul className="shared-views">
            {views.data.map((each) => (
              <SharedItem
                key={each.id}
                shared={each}
                view={view}
                onOpen={() => onOpen(each)}
                onTake={() => {
                  onTake(each);
                  tell(t(`✓ “${each.name}”已存为您自己的常用名单。`, `✓ "${each.name}" is among your own lists now.`));
                }}
                onDone={tell}
              />
            ))}
          </ul>
        )}
        {!may(me, "registry.share-view") ? null : view.conditions.length === 0 ? (
          <p className="soft">
            {t("要共享一份名单：先在名单里加上条件，再打开这里。", "To share a list, add conditions to it first, then come back here.")}
          </p>
        ) : (
          <ShareForm view={view} said={conditionsText(text, words, view.conditions)} onDone={tell} />
        )}
        <div className="actions">
          <button type="button" className="button plain" onClick={onClose}>
            {t("关闭", "Close")}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

type ItemProps = {
  readonly shared: SharedView;
  readonly view: View;
  readonly onOpen: () => void;
  readonly onTake: () => void;
  readonly onDone: (text: string) => void;
};

function SharedItem({ shared, view, onOpen, onTake, onDone }: ItemProps) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const { words } = useWords();
  const [isChanging, change] = useState(false);
  const deeds = useViewDeeds();
  const { name, sharedBy, isLeft, areaName, area } = shared;
  const by = sharedBy.isMe
    ? t("您", "you")
    : sharedBy.name === null
      ? t("已离开的同事", "a colleague who has left")
      : isLeft
        ? t(`${sharedBy.name}（已不在那里工作）`, `${sharedBy.name} (works there no more)`)
        : sharedBy.name;
  const withdraw = () =>
    deeds.mutate(
      { deed: "withdraw", id: shared.id },
      { onSuccess: () => onDone(t(`✓ “${name}”已撤回，同事不再看到。`, `✓ "${name}" was taken back; colleagues see it no more.`)) },
    );
  const remove = () =>
    deeds.mutate(
      { deed: "remove", id: shared.id },
      { onSuccess: () => onDone(t(`✓ “${name}”已移除，谁也不再看到。`, `✓ "${name}" was removed; nobody sees it any more.`)) },
    );
  return (
    <li className="stack">
      <div>
        <h3>{name}</h3>
        <p>{conditionsText(text, words, shared.conditions)}</p>
        <p className="soft">
          {viewText(text, shared)} {t(`由${by}共享给${areaName ?? area}。`, `Shared by ${by} for ${areaName ?? area}.`)}
        </p>
      </div>
      {deeds.error ? <ProblemNotice error={deeds.error} /> : null}
      {isChanging ? (
        <ChangeForm shared={shared} view={view} onDone={onDone} onClose={() => change(false)} />
      ) : (
        <div className="actions">
          <button type="button" className="button plain" onClick={onOpen} aria-label={t(`打开“${name}”`, `Open "${name}"`)}>
            {t("打开", "Open")}
          </button>
          <button
            type="button"
            className="button plain"
            onClick={onTake}
            aria-label={t(`把“${name}”存为自己的`, `Take "${name}" over as my own`)}
          >
            {t("存为自己的", "Keep as my own")}
          </button>
          {sharedBy.isMe ? (
            <>
              <button
                type="button"
                className="button plain"
                onClick={() => change(true)}
                aria-label={t(`修改“${name}”`, `Change "${name}"`)}
              >
                {t("修改", "Change")}
              </button>
              <button
                type="button"
                className="button warn"
                disabled={deeds.isPending}
                onClick={withdraw}
                aria-label={t(`撤回“${name}”`, `Take "${name}" back`)}
              >
                {t("撤回", "Take back")}
              </button>
            </>
          ) : isLeft && mayIn(me, "registry.remove-left-view", [area]) ? (
            <button
              type="button"
              className="button warn"
              disabled={deeds.isPending}
              onClick={remove}
              aria-label={t(`移除“${name}”`, `Remove "${name}"`)}
            >
              {t("移除", "Remove")}
            </button>
          ) : null}
        </div>
      )}
    </li>
  );
}

type ChangeProps = {
  readonly shared: SharedView;
  readonly view: View;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
};

/** Another name, and the conditions, columns and order of the list that is shown instead. */
function ChangeForm({ shared, view, onDone, onClose }: ChangeProps) {
  const text = useText();
  const { t } = text;
  const { words } = useWords();
  const [{ name, conditions }, write, drop] = useDraftFields(`view.change.${shared.id}`, { name: shared.name, conditions: "kept" });
  const isReplaced = conditions === "shown";
  const deeds = useViewDeeds();
  const id = `shared-${shared.id}`;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        deeds.mutate(
          { deed: "change", id: shared.id, name: name.trim(), view: isReplaced ? view : shared },
          {
            onSuccess: () => {
              drop();
              onDone(t(`✓ “${name.trim()}”已改。`, `✓ "${name.trim()}" was changed.`));
              onClose();
            },
          },
        );
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t("叫什么名字", "Its name")}</label>
        <input id={id} className="text" required maxLength={30} value={name} onChange={({ target }) => write({ name: target.value })} />
      </div>
      {view.conditions.length === 0 ? null : (
        <label className="check">
          <input type="checkbox" checked={isReplaced} onChange={() => write({ conditions: isReplaced ? "kept" : "shown" })} />
          <span>
            {t("换成现在显示的条件、列和排序：", "Take the conditions, columns and order shown now: ")}
            {conditionsText(text, words, view.conditions)}
          </span>
        </label>
      )}
      {deeds.error ? <ProblemNotice error={deeds.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={deeds.isPending}>
          {t("保存修改", "Save")}
        </button>
        <button type="button" className="button plain" onClick={onClose}>
          {t("取消", "Cancel")}
        </button>
      </div>
    </form>
  );
}
