import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayIn, sightOf, useMe } from "../../api/me.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useDrawn } from "../../parts/use-drawn.ts";
import { dayText, periodText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { CertificateBadge } from "../badges.tsx";
import { areaText, disabilityText, valueText } from "../fact-words.ts";
import { inSealedOrder, sealedText } from "../person-words.ts";
import { entitlementsQuery, type PersonFile } from "../people-queries.ts";
import { useWords } from "../use-words.ts";
import { factIn } from "./file-facts.ts";
import type { PartProps } from "./part-props.ts";
import { HouseholdSection } from "./household-section.tsx";
import { PartTitle } from "./part-title.tsx";
import { Reveal } from "./reveal.tsx";

/** 概况: who somebody is, their certificate, whom they live with, and how many benefits they have. */
export function OverviewPart({ file, moment }: PartProps) {
  const { t } = useText();
  const me = useMe();
  return (
    <>
      <PartTitle title={t("概况", "Overview")} />
      <div className="overview">
        <div className="stack">
          <IdentitySection file={file} />
          <CertificateSection file={file} />
        </div>
        <div className="stack">
          {mayIn(me, "policy.decide-person", file.areas) ? <GrantedSection file={file} moment={moment} /> : null}
          <HouseholdSection file={file} moment={moment} />
        </div>
      </div>
    </>
  );
}

function IdentitySection({ file }: { readonly file: PersonFile }) {
  const text = useText();
  const me = useMe();
  const { t } = text;
  const { words } = useWords();
  const hukou = factIn(file, "person.hukou_region");
  const hukouType = factIn(file, "person.hukou_type");
  const residence = factIn(file, "person.residence_region");
  return (
    <section className="card" aria-labelledby="identity-title">
      <h3 id="identity-title">{t("本人", "The person")}</h3>
      <dl className="pairs">
        {inSealedOrder(file.values).map(({ kind, text: value, isMasked, ...period }) => (
          <Pair key={`${kind} ${value}`} label={sealedText(text, kind)}>
            <span className={kind === "address" ? undefined : "digits"}>{value}</span>
            {isMasked ? <MaskedMark file={file} kind={kind} /> : null}
            {period.validFrom === null && period.validTo === null ? null : (
              <small className="soft block">{periodText(text, { from: period.validFrom, to: period.validTo })}</small>
            )}
          </Pair>
        ))}
        <Pair label={t("户籍地", "Registered in")}>
          {typeof hukou === "string" ? areaText(words, hukou) : t("没有登记", "not recorded")}
          {hukouType === undefined ? null : (
            <small className="soft">
              {text.marks.comma}
              {valueText(text, words, "person.hukou_type", hukouType)}
            </small>
          )}
        </Pair>
        <Pair label={t("常住地", "Lives in")}>
          {typeof residence === "string" ? areaText(words, residence) : t("没有登记", "not recorded")}
        </Pair>
      </dl>
      {mayIn(me, "registry.see-requests", file.areas) ? (
        <p className="no-print">
          <Link to="/requests/$fileId" params={{ fileId: String(file.id) }}>
            {t("个人信息请求：副本、更正、删除", "Requests about this file: a copy, a correction, deletion")}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

/** That something is hidden, and the way to see it whole where one's duty allows it. */
function MaskedMark({ file, kind }: { readonly file: PersonFile; readonly kind: string }) {
  const { t } = useText();
  const me = useMe();
  const mayReveal = mayIn(me, "registry.reveal-value", file.areas) && sightOf(me, "registry.reveal-value", kind) !== "nothing";
  return mayReveal ? <Reveal fileId={file.id} kind={kind} /> : <small className="soft">{t("（已遮盖）", " (masked)")}</small>;
}

export function Pair({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function CertificateSection({ file }: { readonly file: PersonFile }) {
  const text = useText();
  const { t } = text;
  const certificates = file.records.filter(({ kind }) => kind === "certificate");
  return (
    <section className="card" aria-labelledby="certificate-title">
      <h3 id="certificate-title">{t("残疾人证", "Disability certificate")}</h3>
      {certificates.length === 0 ? <p>{t("没有登记残疾人证。", "No certificate is recorded.")}</p> : null}
      {certificates.map(({ id, body, counts, sourceText, validFrom, validTo }) => (
        <div key={id} className={counts ? "certificate" : "certificate quiet"}>
          <p className="certificate-line">
            <strong>{disabilityText(text, body) || t("没有写明残疾", "no disability stated")}</strong>
            <CertificateBadge status={typeof body["certificate.status"] === "string" ? body["certificate.status"] : null} />
            {counts ? null : <span className="badge bad">⚠ {t("与采用的不一致", "differs from what counts")}</span>}
          </p>
          <dl className="pairs">
            <Pair label={t("发证", "Issued")}>{dayOrNone(text, body["certificate.issued_on"])}</Pair>
            <Pair label={t("有效期至", "Valid until")}>{dayOrNone(text, body["certificate.expires_on"])}</Pair>
            <Pair label={t("登记有效", "Recorded")}>{periodText(text, { from: validFrom, to: validTo })}</Pair>
            <Pair label={t("来源", "Source")}>{text.say(sourceText)}</Pair>
          </dl>
        </div>
      ))}
    </section>
  );
}

function dayOrNone(text: ReturnType<typeof useText>, day: unknown): string {
  return typeof day === "string" ? dayText(text, day) : text.t("没有登记", "not recorded");
}

function GrantedSection({ file, moment }: PartProps) {
  const { t } = useText();
  const { data, error, refetch } = useQuery({ ...entitlementsQuery(file.id, moment), enabled: useDrawn() });
  const decisions = data?.documents.flatMap((document) => document.decisions) ?? [];
  const count = (outcome: string) => decisions.filter((decision) => decision.outcome === outcome).length;
  return (
    <section className="card" aria-labelledby="granted-title">
      <h3 id="granted-title">{t("待遇", "Entitlements")}</h3>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={2} /> : null}
      {data ? (
        <>
          <ul className="counts">
            <li>
              <b>{count("eligible")}</b> <span className="good-word">✓ {t("可以享受", "granted")}</span>
            </li>
            <li>
              <b>{count("unknown")}</b> <span>? {t("还不确定", "not settled")}</span>
            </li>
            <li>
              <b>{count("ineligible")}</b> <span className="soft">✗ {t("不符合", "not granted")}</span>
            </li>
          </ul>
          <p>
            <Link
              to="/people/$personId/$part"
              params={{ personId: String(file.id), part: "entitlements" }}
              search={
                moment.asOf || moment.knownAt
                  ? { ...(moment.asOf && { asOf: moment.asOf }), ...(moment.knownAt && { knownAt: moment.knownAt }) }
                  : {}
              }
            >
              {t("逐项看理由、条款和下一次变化", "See reasons, clauses and what changes next")}
            </Link>
          </p>
        </>
      ) : null}
    </section>
  );
}
