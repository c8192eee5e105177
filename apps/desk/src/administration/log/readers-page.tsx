import "../administration.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "../../api/me.ts";
import { Field } from "../../parts/field.tsx";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText, type Tongue } from "../../text/use-text.ts";
import { lastDays, readersQuery, type Reader } from "./log-queries.ts";

/** 异常查阅: who read unusually much, at night, what was refused to them, or tried numbers. */
export function ReadersPage() {
  const text = useText();
  const { t } = text;
  const { today } = useMe();
  const [{ from, until }, set] = useState(lastDays(today));
  const { data, error, refetch } = useQuery(readersQuery(from, until));
  return (
    <div className="page">
      <PageTitle title={t("异常查阅", "Unusual reading")} />
      <p className="soft">
        {t(
          "查得多不等于查错：先看理由，再问本人。您查看这一页也会记下来。",
          "Reading much is not reading wrongly: look at the reason, then ask. That you look here is logged.",
        )}
      </p>
      <div className="form-row narrow">
        <Field id="readers-from" label={t("从哪天", "From")}>
          <input
            id="readers-from"
            type="date"
            className="text"
            max={until}
            value={from}
            onChange={({ target }) => target.value && set({ from: target.value, until })}
          />
        </Field>
        <Field id="readers-until" label={t("到哪天", "Until")}>
          <input
            id="readers-until"
            type="date"
            className="text"
            min={from}
            max={today}
            value={until}
            onChange={({ target }) => target.value && set({ from, until: target.value })}
          />
        </Field>
      </div>
      {error ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Table readers={data.readers} />
      ) : (
        <Loading rows={6} />
      )}
    </div>
  );
}

function Table({ readers }: { readonly readers: readonly Reader[] }) {
  const text = useText();
  const { t, marks } = text;
  if (readers.length === 0) return <p className="empty">{t("这些天没有异常。", "Nothing unusual on these days.")}</p>;
  return (
    <Lines
      caption={t("异常查阅", "Unusual reading")}
      heads={[t("哪天", "Day"), t("谁", "Who"), t("为什么列在这里", "Why it stands here"), t("本人说的理由", "Their reason")]}
      lines={readers.map((reader) => ({
        key: `${reader.day} ${reader.accountId}`,
        cells: [
          dayText(text, reader.day),
          reader.name ?? reader.accountId,
          reader.signs.map((sign) => signText(text, sign, reader)).join(marks.semicolon),
          reader.reasons.length > 0 ? reader.reasons.join(marks.semicolon) : t("没有说", "none given"),
        ],
      }))}
    />
  );
}

function signText({ t }: Tongue, sign: Reader["signs"][number], reader: Reader): string {
  const words: Readonly<Record<typeof sign, string>> = {
    "many-files": t(`看了${reader.files}份档案`, `${reader.files} files read`),
    "many-people": t(`名单里显示了${reader.people}人`, `${reader.people} people in lists`),
    "at-night": t(`夜里看了${reader.filesAtNight}份`, `${reader.filesAtNight} files at night`),
    refused: t(`${reader.refused}次被拒绝`, `${reader.refused} times refused`),
    numbers: t(`试了${reader.failedNumbers}个查不到的号码`, `${reader.failedNumbers} numbers that led to nobody`),
    emergencies: t(`应急查看${reader.emergencies}次`, `${reader.emergencies} emergencies`),
    noted: t("到了上限", "reached the limit"),
  };
  return words[sign];
}
