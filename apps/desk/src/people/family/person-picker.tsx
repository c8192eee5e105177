import { SearchAnswer } from "@huican/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { isWorthSearching } from "../../palette/commands.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { useText } from "../../text/use-text.ts";

type Props = {
  /** Of the field; where a page has several, each its own. */
  readonly id?: string;
  readonly label: string;
  /** Who was picked, and what they are called; null for nobody. */
  readonly picked: number | null;
  readonly name: string | undefined;
  readonly fault: string | undefined;
  readonly onPick: (id: number | null) => void;
};

/** Picks somebody of one's areas: a few characters of their name, or a whole number. What is typed is kept nowhere. */
export function PersonPicker({ id = "change-other", label, picked, name, fault, onPick }: Props) {
  const { t, marks } = useText();
  const [typed, type] = useState("");
  const query = useSettled(typed.trim(), 300);
  const isSearched = picked === null && isWorthSearching(query);
  const { data, error, isFetching } = useQuery({
    queryKey: ["people", "search", query],
    queryFn: ({ signal }) => ask("POST", pathOf("search"), { body: { query, most: 8 }, answer: SearchAnswer, signal }),
    enabled: isSearched,
    gcTime: 0,
  });
  const change = () => {
    onPick(null);
    requestAnimationFrame(() => document.getElementById(id)?.focus());
  };
  if (picked !== null)
    return (
      <div className="field">
        <span>
          {label}
          {marks.colon}
          <strong>{name ?? `№ ${picked}`}</strong>
        </span>
        {fault ? (
          <p className="error" role="alert">
            {fault}
          </p>
        ) : null}
        <div className="actions">
          <button type="button" id={id} className="button plain" onClick={change}>
            {t("换一个人", "Somebody else")}
          </button>
        </div>
      </div>
    );
  return (
    <div className="stack">
      <SearchField id={id} label={label} typed={typed} onType={type} />
      {fault ? <p className="error">{fault}</p> : null}
      {error ? <ProblemNotice error={error} /> : null}
      <p className="soft" role="status">
        {!isSearched
          ? t("写姓名、拼音，或者完整的号码。", "Type a name, pinyin, or a whole number.")
          : isFetching
            ? t("正在查找……", "Searching …")
            : t(
                `找到${data?.people.length ?? 0}人${data?.isCut ? "，还有更多，请写得更完整" : ""}`,
                `${data?.people.length ?? 0} found${data?.isCut ? ", and more: type more of it" : ""}`,
              )}
      </p>
      <ul className="picks" aria-label={t("找到的人", "People found")}>
        {(isSearched ? (data?.people ?? []) : []).map((person) => (
          <li key={person.id}>
            <button type="button" className="button plain" onClick={() => onPick(person.id)}>
              {person.name ?? `№ ${person.id}`}{" "}
              <small>{[person.birthDate?.slice(0, 4), person.areaName, `№ ${person.id}`].filter(Boolean).join(" · ")}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
