import { useMemo, useState } from "react";
import { Icon } from "../../parts/icon.tsx";
import { onPress } from "../../parts/press.ts";
import { useText } from "../../text/use-text.ts";
import { categoryText, levelText, shortAreaText, type Fact, type Words } from "../fact-words.ts";
import { conditionsText, type Condition } from "./filters.ts";

type Props = {
  readonly words: Words;
  readonly facts: readonly Fact[];
  readonly conditions: readonly Condition[];
  readonly onChange: (conditions: readonly Condition[]) => void;
  /** What they will be once the button that is pressed is let go. */
  readonly onPressed: (conditions: readonly Condition[]) => void;
};

/** The conditions as chips to take away, and one more to add. */
export function FilterEditor({ words, facts, conditions, onChange, onPressed }: Props) {
  const text = useText();
  const { t } = text;
  const without = (own: readonly Condition[]) => conditions.filter((each) => !own.includes(each));
  const withAdded = (added: readonly Condition[]) => [...conditions.filter(({ fact }) => fact !== added[0]?.fact), ...added];
  const byFact = [...Map.groupBy(conditions, ({ fact }) => fact).values()];
  return (
    <div className="filters">
      <ul className="chips" aria-label={t("条件", "Conditions")}>
        {byFact.map((own) => (
          <li key={own[0]?.fact}>
            <span className="chip set">
              {conditionsText(text, words, own)}
              <button
                type="button"
                {...onPress(() => onPressed(without(own)))}
                onClick={() => onChange(without(own))}
                aria-label={t(`去掉条件：${conditionsText(text, words, own)}`, `Take away: ${conditionsText(text, words, own)}`)}
              >
                <Icon name="close" />
              </button>
            </span>
          </li>
        ))}
      </ul>
      <AddCondition
        words={words}
        facts={facts}
        onAdd={(added) => onChange(withAdded(added))}
        onPressed={(added) => onPressed(withAdded(added))}
      />
    </div>
  );
}

function AddCondition({
  words,
  facts,
  onAdd,
  onPressed,
}: {
  readonly words: Words;
  readonly facts: readonly Fact[];
  readonly onAdd: (conditions: readonly Condition[]) => void;
  readonly onPressed: (conditions: readonly Condition[]) => void;
}) {
  const { t, say } = useText();
  const [name, choose] = useState("");
  const [values, give] = useState<Readonly<Record<string, string>>>({});
  const fact = facts.find((each) => each.name === name);
  const built = fact ? conditionsOf(fact, values) : [];
  // There are hundreds of them, and they stay the same.
  const choices = useMemo(
    () =>
      words.groups.map(({ key, text }) => {
        const own = facts.filter((each) => each.name.startsWith(`${key}.`));
        return own.length === 0 ? null : (
          <optgroup key={key} label={say(text)}>
            {own.map((each) => (
              <option key={each.name} value={each.name}>
                {say(each.label)}
              </option>
            ))}
          </optgroup>
        );
      }),
    [words, facts, say],
  );
  return (
    <form
      className="add-filter"
      aria-label={t("添加条件", "Add a condition")}
      onSubmit={(event) => {
        event.preventDefault();
        if (built.length === 0) return;
        onAdd(built);
        choose("");
        give({});
        document.getElementById("filter-fact")?.focus();
      }}
    >
      <div className="field">
        <label htmlFor="filter-fact">{t("添加条件", "Add a condition")}</label>
        <select
          id="filter-fact"
          className="text"
          value={name}
          onChange={(event) => {
            choose(event.target.value);
            give({});
          }}
        >
          <option value="">{t("选一项", "Choose a fact")}</option>
          {choices}
        </select>
      </div>
      {fact ? <ValueFields fact={fact} words={words} values={values} onGive={(more) => give({ ...values, ...more })} /> : null}
      {fact ? (
        <button type="submit" className="button" disabled={built.length === 0} {...onPress(() => onPressed(built))}>
          {t("加上", "Add")}
        </button>
      ) : null}
    </form>
  );
}

type Given = Readonly<Record<string, string>>;

/** The conditions that were given for a fact; none while they are not complete. */
function conditionsOf({ name, type }: Fact, { is = "", from = "", to = "" }: Given): readonly Condition[] {
  if (is === "known" || is === "unknown") return [{ fact: name, is }];
  if (type === "bool") return is === "" ? [] : [{ fact: name, is: "equal", value: is === "yes" }];
  if (type === "region") return is === "" ? [] : [{ fact: name, is: "within", value: is }];
  if (type === "enum") return is === "" ? [] : [{ fact: name, is: "equal", value: is }];
  if (name.startsWith("disability.")) return levelConditions(name, is);
  const read = (typed: string) =>
    type === "date" ? typed : type === "money" ? Math.round(Number(typed) * 100) : Math.trunc(Number(typed));
  return [
    ...(from === "" ? [] : [{ fact: name, is: "at-least", value: read(from) } as const]),
    ...(to === "" ? [] : [{ fact: name, is: "at-most", value: read(to) } as const]),
  ];
}

/** Level 1 is the heaviest and 0 is none: "at most 2" alone would list everybody without. */
function levelConditions(name: string, is: string): readonly Condition[] {
  if (is === "") return [];
  const [from = 0, to = from] = is.split("-").map(Number);
  return from === to
    ? [{ fact: name, is: "equal", value: from }]
    : [
        { fact: name, is: "at-least", value: from },
        { fact: name, is: "at-most", value: to },
      ];
}

function ValueFields({
  fact,
  words,
  values,
  onGive,
}: {
  readonly fact: Fact;
  readonly words: Words;
  readonly values: Given;
  readonly onGive: (values: Given) => void;
}) {
  const { t } = useText();
  const options = useOptions(fact, words);
  if (options)
    return (
      <div className="field">
        <label htmlFor="filter-is">{t("是什么", "Which")}</label>
        <select id="filter-is" className="text" value={values["is"] ?? ""} onChange={(event) => onGive({ is: event.target.value })}>
          <option value="">{t("选一个", "Choose")}</option>
          {options.map(([value, said]) => (
            <option key={value} value={value}>
              {said}
            </option>
          ))}
        </select>
      </div>
    );
  const type = fact.type === "date" ? "date" : "number";
  const bound = (name: "from" | "to", label: string) => (
    <div className="field">
      <label htmlFor={`filter-${name}`}>{label}</label>
      <input
        id={`filter-${name}`}
        className="text"
        type={type}
        min={type === "number" ? 0 : undefined}
        value={values[name] ?? ""}
        onChange={(event) => onGive({ [name]: event.target.value })}
      />
    </div>
  );
  return (
    <>
      {bound("from", fact.type === "date" ? t("从（含当天）", "from (this day too)") : t("至少", "at least"))}
      {bound("to", fact.type === "date" ? t("到（含当天）", "to (this day too)") : t("至多", "at most"))}
    </>
  );
}

function useOptions(fact: Fact, words: Words): readonly (readonly [string, string])[] | null {
  const text = useText();
  const { t, say } = text;
  const unknown = [
    ["known", t("已登记（不论内容）", "recorded, whatever it says")],
    ["unknown", t("没有登记", "not recorded")],
  ] as const;
  if (fact.type === "bool") return [["yes", t("是", "yes")], ["no", t("否", "no")], ...unknown];
  if (fact.type === "enum") return [...(fact.choices ?? []).map(({ value, text: said }) => [value, say(said)] as const), ...unknown];
  if (fact.type === "region")
    return [
      ...words.areas.filter(({ level }) => level !== "province").map(({ code, name }) => [code, shortAreaText(name)] as const),
      ...unknown,
    ];
  if (categoryText(text, fact.name) === undefined) return null;
  const level = (each: number) => levelText(text, each);
  return [
    ...[1, 2, 3, 4].map((each) => [String(each), level(each)] as const),
    ["1-2", t("一级或二级", "level 1 or 2")],
    ["3-4", t("三级或四级", "level 3 or 4")],
    ["1-4", t("有这类残疾（一至四级）", "any level")],
    ["0", t("没有这类残疾", "none")],
  ];
}
