import { useQueries, useQuery } from "@tanstack/react-query";
import { mayIn, useMe } from "../../api/me.ts";
import { Icon } from "../../parts/icon.tsx";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { areaText, bodyText, disabilityText } from "../fact-words.ts";
import { benefitsQuery, entitlementsQuery, householdQuery } from "../people-queries.ts";
import { certificateStatusText, inSealedOrder, sealedText } from "../person-words.ts";
import { useWords } from "../use-words.ts";
import { moneyText } from "./entitlement-words.ts";
import { factIn, standingRecords } from "./file-facts.ts";
import type { PartProps } from "./part-props.ts";
import { tiesOf } from "./ties.ts";
import { Pair } from "./overview-part.tsx";
import { PartTitle } from "./part-title.tsx";

/** 一页摘要: what fits on one printed page. Numbers stand in it as masked as on the screen, and the foot says who printed it and when. */
export function SummaryPart({ file, moment }: PartProps) {
  const text = useText();
  const { t, say } = text;
  const me = useMe();
  const { words, isReady } = useWords();
  const certificate = file.records.find(({ kind, counts }) => kind === "certificate" && counts);
  const hukou = factIn(file, "person.hukou_region");
  const own = ["name", "birth", "hukou", "certificate", "person.residence_region"];
  const statuses = standingRecords(file).filter(
    ({ is, record }) => is === "counts" && !own.includes(record.kind) && Object.values(record.body).some((value) => value !== false),
  );
  if (!isReady) return <Loading rows={8} />;
  return (
    <>
      <PartTitle title={t("一页摘要", "One page")}>
        <button type="button" className="button no-print" onClick={() => print()}>
          {t("打印", "Print")}
        </button>
      </PartTitle>
      <article className="sheet">
        <dl className="pairs columns">
          {inSealedOrder(file.values).map(({ kind, text: value }) => (
            <div key={`${kind} ${value}`} className="pair">
              <Pair label={sealedText(text, kind)}>{value}</Pair>
            </div>
          ))}
          <div className="pair">
            <Pair label={t("户籍地", "Registered in")}>{typeof hukou === "string" ? areaText(words, hukou) : "–"}</Pair>
          </div>
          {certificate ? (
            <div className="pair">
              <Pair label={t("残疾人证", "Certificate")}>
                {disabilityText(text, certificate.body)}
                {text.marks.comma}
                {certificateStatusText(text, String(certificate.body["certificate.status"] ?? ""))}
                {typeof certificate.body["certificate.expires_on"] === "string"
                  ? t(
                      `，至${dayText(text, certificate.body["certificate.expires_on"])}`,
                      `, until ${dayText(text, certificate.body["certificate.expires_on"])}`,
                    )
                  : ""}
              </Pair>
            </div>
          ) : null}
        </dl>
        <Household file={file} moment={moment} />
        <h3>{t("登记的情况", "On record")}</h3>
        <ul className="facts">
          {statuses.map(({ record }) => (
            <li key={record.id}>
              {say(record.kindText)}
              {text.marks.colon}
              {bodyText(text, words, record.kind, record.body)}
            </li>
          ))}
        </ul>
        {mayIn(me, "policy.decide-person", file.areas) ? <Granted file={file} moment={moment} /> : null}
        <footer className="soft">
          <Icon name="shield" />
          {t(
            `${dayText(text, file.asOf)}的情况，由${me.displayName}于${dayText(text, me.today)}打印；含个人信息，用完请销毁。`,
            `As on ${dayText(text, file.asOf)}, printed by ${me.displayName} on ${dayText(text, me.today)}. It holds personal information: destroy it after use.`,
          )}
        </footer>
      </article>
    </>
  );
}

function Household({ file, moment }: PartProps) {
  const text = useText();
  const { t } = text;
  const { data } = useQuery(householdQuery(file.id, moment));
  const others = data?.people.filter(({ id }) => id !== file.id) ?? [];
  return (
    <>
      <h3>{t("家庭和亲属", "Household and relatives")}</h3>
      <p>
        {data && others.length > 0
          ? others
              .map(({ id, name }) => `${name ?? `№ ${id}`}（${tiesOf(text, data, file.id, id).join(text.marks.and)}）`)
              .join(text.marks.and)
          : t("没有登记。", "None recorded.")}
      </p>
    </>
  );
}

function Granted({ file, moment }: PartProps) {
  const text = useText();
  const { t, say } = text;
  const { data, error } = useQuery(entitlementsQuery(file.id, moment));
  const documents = data?.documents.filter(({ decisions }) => decisions.length > 0) ?? [];
  const benefits = useQueries({ queries: documents.map(({ pack }) => benefitsQuery(pack)) });
  const titles = new Map(
    benefits.flatMap(({ data: each }) => each?.benefits.map(({ key, title }) => [`${each.pack} ${key}`, say(title)] as const) ?? []),
  );
  const granted = documents.flatMap(({ pack, decisions }) =>
    decisions.filter(({ outcome }) => outcome === "eligible").map((decision) => ({ pack, decision })),
  );
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Loading rows={4} />;
  return (
    <>
      <h3>{t(`可以享受的待遇（${granted.length}项）`, `Granted (${granted.length})`)}</h3>
      <ul className="facts">
        {granted.map(({ pack, decision }) => (
          <li key={`${pack} ${decision.benefit}`}>
            ✓ {titles.get(`${pack} ${decision.benefit}`) ?? decision.benefit} <span className="soft">{moneyText(text, decision)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
