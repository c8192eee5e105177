import { SearchAnswer } from "@huican/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Input } from "react-aria-components/Input";
import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from "react-aria-components/ListBox";
import { SearchField } from "react-aria-components/SearchField";
import { ask, pathOf } from "../api/api.ts";
import { may, useMe } from "../api/me.ts";
import { Dialog } from "../parts/dialog.tsx";
import { useSettled } from "../parts/use-settled.ts";
import { useViewCommands } from "../people/list/view-commands.ts";
import { placesFor } from "../shell/places.ts";
import { keysText } from "../shortcuts/keys.ts";
import { useShortcutsInReach } from "../shortcuts/shortcuts.ts";
import { useText } from "../text/use-text.ts";
import { fitting, isWorthSearching, type Command } from "./commands.ts";

/** Ctrl-K: every page, everything that can be done here, and every person whom one may find. */
export function Palette({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const { t, language } = useText();
  const [query, type] = useState("");
  const people = usePeople(query);
  const sections = [
    { id: "pages", text: t("页面", "Pages"), commands: fitting(usePages(), query) },
    { id: "actions", text: t("操作", "Actions"), commands: fitting(useActions(onHelp), query) },
    { id: "lists", text: t("名单", "Lists"), commands: fitting(useViewCommands(), query) },
    { id: "people", text: t("人员", "People"), commands: people.commands },
  ].filter(({ commands }) => commands.length > 0);
  const run = (key: string | number) => {
    const command = sections.flatMap(({ commands }) => commands).find(({ id }) => id === key);
    onClose();
    command?.run();
  };
  const label = t("查找人员、页面、操作", "Find people, pages, actions");
  return (
    <I18nProvider locale={language === "zh" ? "zh-CN" : "en-GB"}>
      <Dialog label={label} onClose={onClose} isWide>
        <Autocomplete inputValue={query} onInputChange={type}>
          <SearchField aria-label={label} autoFocus className="palette-field">
            <Input
              className="text"
              placeholder={t("姓名、拼音、号码，或要去哪里、做什么", "A name, a number, or where to go and what to do")}
            />
          </SearchField>
          <ListBox
            aria-label={t("找到的", "Found")}
            className="palette-list"
            items={sections}
            onAction={run}
            renderEmptyState={() => (
              <p className="soft">{people.isSearching ? t("正在查找……", "Searching …") : t("没有找到。", "Nothing found.")}</p>
            )}
          >
            {({ id, text, commands }) => (
              <ListBoxSection id={id}>
                <Header>{text}</Header>
                <Collection items={commands}>
                  {(command) => (
                    <ListBoxItem id={command.id} textValue={command.text} className="palette-item">
                      <span>{command.text}</span>
                      <small>{command.note}</small>
                    </ListBoxItem>
                  )}
                </Collection>
              </ListBoxSection>
            )}
          </ListBox>
        </Autocomplete>
        <p className="soft palette-foot" role="status">
          {people.note}
        </p>
      </Dialog>
    </I18nProvider>
  );
}

function usePages(): readonly Command[] {
  const { say } = useText();
  const me = useMe();
  const navigate = useNavigate();
  return placesFor(me).map(({ to, text, keys, also }) => ({
    id: `page ${to}`,
    text: say(text),
    note: keysText(keys, ""),
    also: `${also} ${text.zh} ${text.en}`,
    run: () => void navigate({ to }),
  }));
}

/** Whatever has a key on this page is an action; going to pages is listed already. */
function useActions(onHelp: () => void): readonly Command[] {
  const { t, say } = useText();
  const inReach = useShortcutsInReach();
  const own = inReach.filter(({ keys }) => !keys.startsWith("g ") && keys !== "mod+k" && keys !== "?");
  return [
    ...own.map(({ keys, text, run }) => ({
      id: `key ${keys}`,
      text: say(text),
      note: keysText(keys, t("然后", "then")),
      also: `${text.zh} ${text.en}`,
      run,
    })),
    { id: "help", text: t("快捷键", "Shortcuts"), note: "?", also: "kuaijiejian 快捷键 keys help 帮助", run: onHelp },
  ];
}

function usePeople(query: string): { readonly commands: readonly Command[]; readonly note: string; readonly isSearching: boolean } {
  const { t } = useText();
  const me = useMe();
  const navigate = useNavigate();
  const settled = useSettled(query.trim(), 300);
  const canSearch = may(me, "registry.search-people");
  const found = useQuery({
    queryKey: ["people", "search", settled],
    queryFn: ({ signal }) => ask("POST", pathOf("search"), { body: { query: settled, most: 8 }, answer: SearchAnswer, signal }),
    enabled: canSearch && isWorthSearching(settled),
    placeholderData: keepPreviousData,
    // A number of a person is not kept longer than the palette is open.
    gcTime: 0,
  });
  if (!canSearch) return { commands: [], note: "", isSearching: false };
  const people = isWorthSearching(settled) ? (found.data?.people ?? []) : [];
  const commands = people.map(({ id, name, areaName, birthDate }) => ({
    id: `person ${id}`,
    text: name ?? t("（不显示姓名）", "(name not shown)"),
    note: [birthDate?.slice(0, 4), areaName].filter(Boolean).join(" · "),
    also: "",
    run: () => void navigate({ to: "/people/$personId", params: { personId: String(id) } }),
  }));
  const note = found.error
    ? t("查找人员没有成功，请再试一次。", "The search for people failed; try again.")
    : commands.length > 0
      ? t(
          `找到${commands.length}人${found.data?.isCut ? "，还有更多，请写得更完整" : ""}`,
          `${commands.length} people${found.data?.isCut ? ", and more: type more of it" : ""}`,
        )
      : t("号码请输完整，或只输后四位。", "Type a whole number, or its last four digits.");
  return { commands, note, isSearching: found.isFetching };
}
