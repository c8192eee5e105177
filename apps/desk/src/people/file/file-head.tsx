import { useMe } from "../../api/me.ts";
import { PageTitle } from "../../parts/page-title.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { CertificateBadge, DeceasedBadge } from "../badges.tsx";
import { ageOn, disabilityText, shortAreaText } from "../fact-words.ts";
import { sexText } from "../person-words.ts";
import type { PersonFile } from "../people-queries.ts";
import { factIn } from "./file-facts.ts";

/** Who it is, in a line that stands over every part. */
export function FileHead({ file }: { readonly file: PersonFile }) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const birthDate = factIn(file, "person.birth_date");
  const sex = factIn(file, "person.sex");
  const certificate = file.records.find(({ kind, counts }) => kind === "certificate" && counts);
  const isDeceased = factIn(file, "person.deceased") === true;
  const day = file.asOf < me.today ? file.asOf : me.today;
  const status = certificate?.body["certificate.status"];
  return (
    <PageTitle title={file.name ?? t(`档案 ${file.id}`, `File ${file.id}`)}>
      <p className="file-who">
        {isDeceased ? <DeceasedBadge /> : null}
        {typeof sex === "string" ? <span>{sexText(text, sex)}</span> : null}
        {typeof birthDate === "string" ? (
          <span>
            {isDeceased ? "" : t(`${ageOn(birthDate, day)}岁`, `aged ${ageOn(birthDate, day)}`)}
            <span className="soft">
              {isDeceased ? "" : " · "}
              {t(`${dayText(text, birthDate)}生`, `born ${dayText(text, birthDate)}`)}
            </span>
          </span>
        ) : null}
        <span>{file.areaName === null ? file.area : shortAreaText(file.areaName)}</span>
        {certificate ? (
          <span className="file-certificate">
            <strong>{disabilityText(text, certificate.body)}</strong>
            <CertificateBadge status={typeof status === "string" ? status : null} />
          </span>
        ) : (
          <span className="badge quiet">– {t("没有残疾人证记录", "no certificate recorded")}</span>
        )}
        <span className="soft">№ {file.id}</span>
      </p>
    </PageTitle>
  );
}
