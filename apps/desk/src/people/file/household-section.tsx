import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayIn, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useDrawn } from "../../parts/use-drawn.ts";
import { periodText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { CertificateBadge, DeceasedBadge } from "../badges.tsx";
import { FamilyLinks } from "../family/family-links.tsx";
import { ageOn } from "../fact-words.ts";
import { sexText } from "../person-words.ts";
import { householdQuery, type Household } from "../people-queries.ts";
import type { PartProps } from "./part-props.ts";
import { FamilyGraph } from "./family-graph.tsx";
import { tiesOf } from "./ties.ts";

/** 家庭: whom somebody lives with and who is related to them, as a table and as a drawing that says the same. */
export function HouseholdSection({ file, moment }: PartProps) {
  const { t } = useText();
  const me = useMe();
  const { data, error, refetch } = useQuery({ ...householdQuery(file.id, moment), enabled: useDrawn() });
  const isNow = moment.asOf === undefined && moment.knownAt === undefined;
  return (
    <section className="card" aria-labelledby="household-title">
      <h3 id="household-title">{t("家庭和亲属", "Household and relatives")}</h3>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={3} /> : null}
      {data ? <HouseholdTable household={data} ownId={file.id} day={file.asOf} /> : null}
      {data && data.members.length > 1 ? <FamilyGraph household={data} ownId={file.id} /> : null}
      {isNow && mayIn(me, "registry.ask-change", file.areas) ? <FamilyLinks id={file.id} /> : null}
    </section>
  );
}

/** The head of the household, then the others by name as the server sorts them. */
function headFirst<Person extends { readonly id: number }>(people: readonly Person[], members: Household["members"]): readonly Person[] {
  const isHead = ({ id }: Person) => members.some((member) => member.id === id && member.role === "head");
  return [...people.filter(isHead), ...people.filter((person) => !isHead(person))];
}

function HouseholdTable({ household, ownId, day }: { readonly household: Household; readonly ownId: number; readonly day: string }) {
  const text = useText();
  const { t } = text;
  const { people, members, hidden } = household;
  if (people.length + hidden.length === 0) return <p>{t("没有登记家庭成员。", "No household is recorded.")}</p>;
  return (
    <div className="table-frame">
      <table className="people-rows">
        <caption className="visually-hidden">{t("家庭和亲属", "Household and relatives")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("姓名", "Name")}</th>
            <th scope="col">{t("在户内，和本人的关系", "In the household, and to this person")}</th>
            <th scope="col">{t("性别", "Sex")}</th>
            <th scope="col" className="number">
              {t("年龄", "Age")}
            </th>
            <th scope="col">{t("残疾人证", "Certificate")}</th>
          </tr>
        </thead>
        <tbody>
          {headFirst(people, members).map((person) => {
            const member = members.find(({ id }) => id === person.id);
            return (
              <tr key={person.id}>
                <th scope="row">
                  {person.id === ownId ? (
                    <>
                      {person.name} <small className="soft">{t("（本人）", "(this file)")}</small>
                    </>
                  ) : (
                    <Link to="/people/$personId" params={{ personId: String(person.id) }}>
                      {person.name ?? `№ ${person.id}`}
                    </Link>
                  )}
                </th>
                <td>
                  {tiesOf(text, household, ownId, person.id).join(text.marks.and)}
                  {member && (member.validFrom !== null || member.validTo !== null) ? (
                    <small className="soft block">{periodText(text, { from: member.validFrom, to: member.validTo })}</small>
                  ) : null}
                </td>
                <td>{sexText(text, person.sex)}</td>
                <td className="number">{person.birthDate === null || person.deceased ? "–" : ageOn(person.birthDate, day)}</td>
                <td>{person.deceased ? <DeceasedBadge /> : <CertificateBadge status={person.certificateStatus} />}</td>
              </tr>
            );
          })}
          {hidden.map((id) => (
            <tr key={id}>
              <th scope="row">№ {id}</th>
              <td>{tiesOf(text, household, ownId, id).join(text.marks.and)}</td>
              <td colSpan={3} className="soft">
                {t("不在您的辖区，不显示", "outside your areas, not shown")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
