import { Link, useNavigate } from "@tanstack/react-router";
import { useText } from "../../text/use-text.ts";
import { familyKinds, familyKindText } from "./family-changes.ts";
import { PersonPicker } from "./person-picker.tsx";

/** From the household of a file to what can be asked for: in this file, or in that of somebody who joins. */
export function FamilyLinks({ id }: { readonly id: number }) {
  const text = useText();
  const { t } = text;
  const navigate = useNavigate();
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
                preload={false}
              >
                {familyKindText(text, kind)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <details className="evidence">
        <summary>{t("有人加入这一户", "Somebody joins this household")}</summary>
        <PersonPicker
          id="joining-other"
          label={t("谁加入", "Who joins")}
          picked={null}
          name={undefined}
          fault={undefined}
          onPick={(joining) => {
            if (joining === null) return;
            void navigate({
              to: "/people/$personId/$part",
              params: { personId: String(joining), part: "change" },
              search: { change: "joins", other: String(id) },
            });
          }}
        />
      </details>
      <details className="evidence">
        <summary>{t("登记本人的子女", "Record a child of theirs")}</summary>
        <PersonPicker
          id="child-other"
          label={t("子女是谁", "Who the child is")}
          picked={null}
          name={undefined}
          fault={undefined}
          onPick={(child) => {
            if (child === null) return;
            void navigate({
              to: "/people/$personId/$part",
              params: { personId: String(child), part: "change" },
              search: { change: "parent", other: String(id) },
            });
          }}
        />
      </details>
      <p className="soft">
        {t(
          "变更写在这个人自己的档案里，由另一个人审批；别的成员的，请打开他们的档案。",
          "A change stands in the person's own file, and another person decides; for other members, open their files.",
        )}
      </p>
    </div>
  );
}
