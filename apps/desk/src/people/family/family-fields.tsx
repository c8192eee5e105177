import { useText } from "../../text/use-text.ts";
import { ChangeField, ChangeSelect } from "../change/change-field.tsx";
import type { Filled } from "../change/change-kinds.ts";
import { roleText } from "../person-words.ts";
import { actingFor, householdRoles, tieKey, type FamilyContext, type FamilyKind } from "./family-changes.ts";
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
      {kind === "joins" || kind === "acts" ? (
        <PersonPicker
          label={kind === "joins" ? t("加入谁的一户", "Whose household") : t("谁来监护或代办", "Who acts for the person")}
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
      {kind === "acts-no-more" ? <TieField {...props} /> : null}
      {kind === "role" ? (
        <p className="soft">
          {t(
            "更正的是登记在这一户的全部时间；更正以前记的是什么仍查得到。",
            "It is corrected for all the time in this household. What it said before can still be told.",
          )}
        </p>
      ) : (
        <ChangeField
          {...props}
          name="from"
          type="date"
          label={
            kind === "acts-no-more" || kind === "leaves" ? t("从哪天起不再", "From which day no more") : t("从哪天起", "From which day on")
          }
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

/** Which of those who act for the person no longer does. */
function TieField(props: Props) {
  const text = useText();
  const { people } = props.context.own;
  return (
    <ChangeSelect
      {...props}
      name="other"
      label={text.t("哪一位不再监护或代办", "Who no longer acts for the person")}
      options={actingFor(props.context).map((tie) => [
        tieKey(tie),
        `${people.find(({ id }) => id === tie.otherId)?.name ?? `№ ${tie.otherId}`}（${roleText(text, tie.kind)}）`,
      ])}
    />
  );
}
