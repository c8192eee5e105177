import { Link, useNavigate } from "@tanstack/react-router";
import { useText } from "../../text/use-text.ts";
import { familyKinds, familyKindText, type FamilyKind } from "./family-changes.ts";
import { PersonPicker } from "./person-picker.tsx";

/** From the household of a file to what can be asked for: in this file, or in that of somebody who joins. */
export function FamilyLinks({ id }: { readonly id: number }) {
  const text = useText();
  const { t } = text;
  return (
    <div className="stack no-print">
      <nav aria-label={t("变更家庭", "Change the household")}>
        <ul className="kinds">
          {familyKinds.map((kind) => (
            <li key={kind}>
              <Link
                to="/people/$personId/$part"
                params={{ personId: String(id), part: "change" }}
                search={{ change: kind }}
                className="kind"
              >
                {familyKindText(text, kind)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <InFileOfAnother
        id="joining-other"
        summary={t("有人加入这一户", "Somebody joins this household")}
        label={t("谁加入", "Who joins")}
        change="joins"
        other={id}
      />
      <InFileOfAnother
        id="child-other"
        summary={t("登记本人的子女", "Record a child of theirs")}
        label={t("子女是谁", "Who the child is")}
        change="parent"
        other={id}
      />
      <p className="soft">
        {t(
          "变更写在这个人自己的档案里，由另一个人审批；别的成员的，请打开他们的档案。换户主在户主的档案里申请，全户一起改。",
          "A change stands in the person's own file, and another person decides; for other members, open their files. The head is changed in the head's file, for the whole household at once.",
        )}
      </p>
    </div>
  );
}

type InFileProps = {
  readonly id: string;
  readonly summary: string;
  readonly label: string;
  readonly change: FamilyKind;
  readonly other: number;
};

/** What is asked for in the file of whoever is picked: the form there opens with this person filled in. */
function InFileOfAnother({ id, summary, label, change, other }: InFileProps) {
  const navigate = useNavigate();
  const open = (picked: number) =>
    void navigate({
      to: "/people/$personId/$part",
      params: { personId: String(picked), part: "change" },
      search: { change, other: String(other) },
    });
  return (
    <details className="evidence">
      <summary>{summary}</summary>
      <PersonPicker
        id={id}
        label={label}
        picked={null}
        name={undefined}
        fault={undefined}
        onPick={(picked) => (picked === null ? undefined : open(picked))}
      />
    </details>
  );
}
