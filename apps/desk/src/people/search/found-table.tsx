import type { PersonLine } from "@huican/contract";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { useMe } from "../../api/me.ts";
import { rowKeys } from "../../parts/row-keys.ts";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { ageOn, shortAreaText } from "../fact-words.ts";
import { CertificateBadge, DeceasedBadge } from "../badges.tsx";
import { sexText } from "../person-words.ts";

export type Line = z.output<typeof PersonLine>;

/** People as lines; ↑ and ↓ go from one to the next. */
export function FoundTable({ people }: { readonly people: readonly Line[] }) {
  const text = useText();
  const { t } = text;
  const { today } = useMe();
  return (
    <div className="table-frame">
      <table className="people-rows" onKeyDown={rowKeys}>
        <caption className="visually-hidden">{t("找到的人", "People found")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("姓名", "Name")}</th>
            <th scope="col">{t("性别", "Sex")}</th>
            <th scope="col" className="number">
              {t("年龄", "Age")}
            </th>
            <th scope="col">{t("出生日期", "Born on")}</th>
            <th scope="col">{t("所在地", "Area")}</th>
            <th scope="col">{t("残疾人证", "Certificate")}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <Link to="/people/$personId" params={{ personId: String(person.id) }} className="row-link">
                  {person.name ?? t("（不显示姓名）", "(name not shown)")}
                </Link>
              </th>
              <td>{sexText(text, person.sex)}</td>
              <td className="number">{person.birthDate === null || person.deceased ? "–" : ageOn(person.birthDate, today)}</td>
              <td>{person.birthDate === null ? "–" : dayText(text, person.birthDate)}</td>
              <td>{person.areaName === null ? person.area : shortAreaText(person.areaName)}</td>
              <td>{person.deceased ? <DeceasedBadge /> : <CertificateBadge status={person.certificateStatus} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
