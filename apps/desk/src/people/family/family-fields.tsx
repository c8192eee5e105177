import { useText } from "../../text/use-text.ts";
import { ChangeField, ChangeSelect } from "../change/change-field.tsx";
import type { Filled } from "../change/change-kinds.ts";
import { roleText } from "../person-words.ts";
import { endsTie, householdRoles, isAboutAnother, tieKey, tiesToEnd, type FamilyContext, type FamilyKind } from "./family-changes.ts";
import { PersonPicker } from "./person-picker.tsx";

type Props = {
  readonly kind: FamilyKind;
  readonly filled: Filled;
  readonly faults: ReadonlyMap<string, string>;
  readonly context: FamilyContext;
  readonly onChange: (changes: Filled) => void;
  readonly onLeave: (field: string) => void;
};

/** The fields of each change of a household, and of who acts for somebody. */
export function FamilyFields(props: Props) {
  const { t } = useText();
  const { kind, context, filled, faults, onChange } = props;
  const { other } = context;
  const picked = filled["other"] ? Number(filled["other"]) : null;
  const name = other?.household.people.find(({ id }) => id === other.id)?.name ?? undefined;
  return (
    <>
      {isAboutAnother(kind) ? (
        <PersonPicker
          label={
            kind === "joins"
              ? t("加入谁的一户", "Whose household")
              : kind === "spouse"
                ? t("配偶是谁", "Who the spouse is")
                : kind === "parent"
                  ? t("父亲或母亲是谁", "Who the father or mother is")
                  : t("谁来监护或代办", "Who acts for the person")
          }
          picked={picked}
          name={name}
          fault={faults.get("other")}
          onPick={(id) => onChange({ other: id === null ? "" : String(id) })}
        />
      ) : null}
      {kind === "joins" || kind === "role" ? <RoleField {...props} /> : null}
      {kind === "leaves" && faults.has("role") ? <p className="error">{faults.get("role")}</p> : null}
      {kind === "acts" ? (
        <ChangeSelect
          {...props}
          name="as"
          label={t("作为什么", "As what")}
          options={[
            ["guardian", t("监护人：替本人作决定", "Guardian, who decides for the person")],
            ["representative", t("代办人：只替本人办事", "Representative, who only acts")],
          ]}
        />
      ) : null}
      {endsTie(kind) ? <TieField {...props} kind={kind} /> : null}
      {kind === "role" ? (
        <p className="soft">
          {t(
            "更正的是登记在这一户的全部时间；更正以前记的是什么仍查得到。",
            "It is corrected for all the time in this household. What it said before can still be told.",
          )}
        </p>
      ) : kind === "parent" ? (
        <p className="soft">
          {t(
            "父母关系不分哪一天起：登记以后，过去的日子也算。",
            "A parent is one from no day on: once recorded it counts for days gone by too.",
          )}
        </p>
      ) : (
        <ChangeField
          {...props}
          name="from"
          type="date"
          label={endsTie(kind) || kind === "leaves" ? t("从哪天起不再", "From which day no more") : t("从哪天起", "From which day on")}
        />
      )}
      <ChangeField {...props} name="reason" label={t("理由和依据", "Reason, and what shows it")} />
    </>
  );
}

function RoleField(props: Props) {
  const text = useText();
  return (
    <ChangeSelect
      {...props}
      name="role"
      label={text.t("和户主的关系", "What they are to the head")}
      options={householdRoles.map((role) => [role, roleText(text, role)])}
    />
  );
}

/** Which of those who act for the person no longer does, or who is no longer their spouse or parent. */
function TieField(props: Props & { readonly kind: "acts-no-more" | "related-no-more" }) {
  const text = useText();
  const { t } = text;
  const { kind, context } = props;
  const { people } = context.own;
  return (
    <>
      <ChangeSelect
        {...props}
        name="other"
        label={
          kind === "acts-no-more"
            ? t("哪一位不再监护或代办", "Who no longer acts for the person")
            : t("结束和谁的关系", "With whom it ends")
        }
        options={tiesToEnd(kind, context).map((tie) => [
          tieKey(tie),
          `${people.find(({ id }) => id === tie.otherId)?.name ?? `№ ${tie.otherId}`}（${roleText(text, tie.kind)}）`,
        ])}
      />
      {kind === "related-no-more" ? (
        <p className="soft">
          {t(
            "这里没有的，登记在对方的档案里：请打开配偶或子女的档案。",
            "What is not listed stands in the other's file: open that of the spouse or child.",
          )}
        </p>
      ) : null}
    </>
  );
}
