import { Link } from "@tanstack/react-router";
import { useText } from "../../text/use-text.ts";
import { ChangeField, ChangeSelect } from "../change/change-field.tsx";
import type { Filled } from "../change/change-kinds.ts";
import { roleText } from "../person-words.ts";
import {
  endsTie,
  householdRoles,
  isAboutAnother,
  keptMembers,
  leaves,
  otherMembers,
  roleField,
  tieKey,
  tiesToEnd,
  type FamilyContext,
  type FamilyKind,
} from "./family-changes.ts";
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
      {kind === "head" ? <HeadFields {...props} /> : null}
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

/** Who is the head from now on, and what everybody else is to them. */
function HeadFields(props: Props) {
  const text = useText();
  const { t } = text;
  const { context, filled } = props;
  const { people, members } = context.own;
  const nameOf = (id: number) => people.find((each) => each.id === id)?.name ?? `№ ${id}`;
  const head = members.find(({ role }) => role === "head");
  const relatives = householdRoles.filter((role) => role !== "head").map((role) => [role, roleText(text, role)] as const);
  if (head?.id !== context.ownId)
    return head && people.some(({ id }) => id === head.id) ? (
      <p>
        {t("换户主在现在的户主的档案里申请：", "The head is changed in the file of the present one: ")}
        <Link
          id="change-other"
          to="/people/$personId/$part"
          params={{ personId: String(head.id), part: "change" }}
          search={{ change: "head" }}
        >
          {nameOf(head.id)}
        </Link>
      </p>
    ) : (
      <p className="soft">
        {t(
          "这一户没有户主，或者户主不在您的辖区。没有户主的，请用“更正户内身份”。",
          "The household has no head, or the head is outside your areas. Where there is none, correct what the person is in the household.",
        )}
      </p>
    );
  return (
    <>
      <ChangeSelect
        {...props}
        name="other"
        label={t("新的户主", "The new head")}
        options={otherMembers(context).map(({ id, role }) => [String(id), `${nameOf(id)}（${roleText(text, role)}）`])}
      />
      <ChangeSelect
        {...props}
        name="role"
        label={t("原户主是新户主的", "What the former head is to the new one")}
        options={[...relatives, [leaves, t("离开这一户", "leaves the household")]]}
      />
      {filled["other"]
        ? keptMembers(filled, context).map(({ id }) => (
            <ChangeSelect
              key={id}
              {...props}
              name={roleField(id)}
              label={t(`${nameOf(id)}是新户主的`, `What ${nameOf(id)} is to the new head`)}
              options={relatives}
            />
          ))
        : null}
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
