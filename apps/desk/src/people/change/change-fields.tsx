import { useQuery } from "@tanstack/react-query";
import { mayIn, useMe } from "../../api/me.ts";
import { SearchField } from "../../parts/search-field.tsx";
import { useText } from "../../text/use-text.ts";
import { factLabel, levelText, categoryText, bodyText, shortAreaText, type Words } from "../fact-words.ts";
import { areasElsewhereQuery, type PersonFile } from "../people-queries.ts";
import { useAreaSearch } from "../use-area-search.ts";
import { ChangeField, ChangeSelect } from "./change-field.tsx";
import type { ChangeKind, Filled } from "./change-kinds.ts";

type Props = {
  readonly kind: ChangeKind;
  readonly filled: Filled;
  readonly faults: ReadonlyMap<string, string>;
  readonly words: Words;
  readonly records: PersonFile["records"];
  readonly onChange: (changes: Filled) => void;
  readonly onLeave: (field: string) => void;
};

/** The fields of each kind of change. */
export function ChangeFields(props: Props) {
  const { t } = useText();
  const { kind } = props;
  const { today } = useMe();
  const from = (
    <ChangeField
      {...props}
      name="from"
      label={kind === "death" ? t("死亡日期", "Day of death") : t("从哪天起", "From which day on")}
      type="date"
      {...((kind === "death" || kind === "fact") && { max: today })}
    />
  );
  return (
    <>
      {kind === "move" ? <MoveFields {...props} /> : null}
      {kind === "residence" ? <RegionField {...props} label={t("现在住在哪里", "Where they live now")} /> : null}
      {kind === "account" ? (
        <ChangeField
          {...props}
          name="account"
          label={t("新的银行账号", "The new account")}
          help={t("12到30位数字，可以留空格。", "12 to 30 digits, spaces do not matter.")}
          isNumeric
        />
      ) : null}
      {kind === "contact" ? (
        <>
          <ChangeField {...props} name="phone" label={t("新的电话（不变就空着）", "The new telephone (empty if it stays)")} isNumeric />
          <ChangeField {...props} name="address" label={t("新的住址（不变就空着）", "The new address (empty if it stays)")} />
        </>
      ) : null}
      {kind === "correction" ? <CorrectionFields {...props} /> : null}
      {kind === "fact" ? <FactFields {...props} /> : null}
      {kind === "correction" ? null : from}
      <ChangeField
        {...props}
        name="reason"
        label={t("理由和依据", "Reason, and what shows it")}
        help={t("如：本人持户口簿申请，已核对原件。", "As in: asked for with the household register, original seen.")}
      />
    </>
  );
}

/** A place to live: streets where they are known, those of one's own areas first, and districts everywhere else. */
function RegionField({ label, name = "region", ...props }: Props & { readonly label: string; readonly name?: string }) {
  const me = useMe();
  const { data: elsewhere } = useQuery(areasElsewhereQuery);
  const streets = props.words.areas.filter(({ level }) => level === "township");
  const isOwn = ({ code }: { readonly code: string }) => mayIn(me, "registry.ask-change", [code]);
  const own = streets.filter(isOwn).map(({ code, name: whole }) => ({ code, name: shortAreaText(whole) }));
  const districts = props.words.areas.filter(
    ({ level, code }) => level === "district" && !own.some((street) => street.code.startsWith(code)),
  );
  const places = [...own, ...streets.filter((street) => !isOwn(street)), ...districts, ...(elsewhere?.areas ?? [])];
  const { typed, type, label: search, offered, hint } = useAreaSearch(places, ({ code }) => code === props.filled[name]);
  return (
    <>
      <SearchField id={`change-${name}-part`} label={search} typed={typed} onType={type} />
      <ChangeSelect
        {...props}
        name={name}
        label={label}
        {...(hint !== undefined && { help: hint })}
        options={offered.map(({ code, name: said }) => [code, said])}
      />
    </>
  );
}

function MoveFields(props: Props) {
  const { t, say } = useText();
  const types = props.words.facts.get("person.hukou_type")?.choices ?? [];
  return (
    <>
      <RegionField {...props} label={t("户籍迁到哪里", "Where the registration moves to")} />
      <ChangeSelect
        {...props}
        name="hukouType"
        label={t("户口性质（不变就不选）", "Type of registration (leave if it stays)")}
        options={types.map(({ value, text }) => [value, say(text)])}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={props.filled["livesThere"] === "yes"}
          onChange={(event) => props.onChange({ livesThere: event.target.checked ? "yes" : "" })}
        />
        {t("人也住到那里", "They live there too")}
      </label>
    </>
  );
}

function CorrectionFields(props: Props) {
  const text = useText();
  const { t, say } = text;
  const { words, records, filled } = props;
  const record = records.find(({ id }) => String(id) === filled["record"]);
  const names = Object.keys(record?.body ?? {}).filter((name) => name !== "name");
  return (
    <>
      <ChangeSelect
        {...props}
        name="record"
        label={t("哪一条", "Which record")}
        options={records
          .filter(({ kind }) => kind !== "name")
          .map((each) => [
            String(each.id),
            `${say(each.kindText)}：${bodyText(text, words, each.kind, each.body)}（${say(each.sourceText)}）`,
          ])}
        reset={["fact", "value"]}
      />
      {record ? (
        <ChangeSelect
          {...props}
          name="fact"
          label={t("哪一项错了", "What of it is wrong")}
          options={names.map((name) => [name, factLabel(text, words, name)])}
          reset={["value"]}
        />
      ) : null}
      {record && filled["fact"] ? <ValueField {...props} /> : null}
      {record ? (
        <p className="soft">
          {t(
            "更正这条登记的全部时间，来源不变；更正以前记的是什么仍查得到。",
            "It is corrected for all of its days, and its source stays. What it said before can still be told.",
          )}
        </p>
      ) : null}
    </>
  );
}

/** What a person's file keeps on its own; what is kept together with others is corrected in its record. */
function FactFields(props: Props) {
  const text = useText();
  const { words, filled } = props;
  const together = new Set([
    "person.birth_date",
    "person.sex",
    "person.hukou_region",
    "person.hukou_type",
    "person.age",
    "person.deceased",
  ]);
  const foreign = ["claim", "application", "employer", "institution", "household", "certificate", "disability"];
  const composed = [
    "education.stage",
    "education.placement",
    "education.boarding",
    "education.school_region",
    "rehabilitation.in_training",
    "rehabilitation.designated_institution",
    "rehabilitation.institution_region",
  ];
  const facts = [...words.facts.values()].filter(
    ({ name, derived }) =>
      derived === undefined && !together.has(name) && !composed.includes(name) && !foreign.includes(name.split(".")[0] ?? ""),
  );
  return (
    <>
      <ChangeSelect
        {...props}
        name="fact"
        label={text.t("哪一项", "Which fact")}
        options={facts.map(({ name, label }) => [name, text.say(label)])}
        reset={["value"]}
      />
      {filled["fact"] ? <ValueField {...props} /> : null}
    </>
  );
}

function ValueField(props: Props) {
  const text = useText();
  const { t, say } = text;
  const { words, filled } = props;
  const name = filled["fact"] ?? "";
  const fact = words.facts.get(name);
  const label = t("正确的内容", "What it should say");
  if (fact?.type === "bool")
    return (
      <ChangeSelect
        {...props}
        name="value"
        label={label}
        options={[
          ["yes", t("是", "yes")],
          ["no", t("否", "no")],
        ]}
      />
    );
  if (fact?.type === "enum")
    return (
      <ChangeSelect
        {...props}
        name="value"
        label={label}
        options={(fact.choices ?? []).map(({ value, text: said }) => [value, say(said)])}
      />
    );
  if (fact?.type === "region") return <RegionField {...props} name="value" label={label} />;
  if (categoryText(text, name) !== undefined)
    return (
      <ChangeSelect
        {...props}
        name="value"
        label={label}
        options={[0, 1, 2, 3, 4].map((level) => [String(level), level === 0 ? t("没有", "none") : levelText(text, level)])}
      />
    );
  return (
    <ChangeField
      {...props}
      name="value"
      label={fact?.type === "money" ? t("正确的金额（元）", "The right sum, in yuan") : label}
      type={fact?.type === "date" ? "date" : "text"}
      isNumeric={fact?.type === "int" || fact?.type === "money"}
    />
  );
}
