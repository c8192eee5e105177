import "../administration.css";
import { SystemAnswer } from "@huican/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { ask, pathOf } from "../../api/api.ts";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { timeText } from "../../text/day-text.ts";
import { useText, type Tongue } from "../../text/use-text.ts";
import { FactsGrid } from "../facts-grid.tsx";

type State = z.output<typeof SystemAnswer>;

const lookEveryMilliseconds = 15_000;

const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({ signal }) => ask("GET", pathOf("system"), { answer: SystemAnswer, signal }),
  refetchInterval: lookEveryMilliseconds,
});

/** 系统状态: keys, jobs and what the machine has left, without anybody's data. */
export function SystemPage() {
  const { t } = useText();
  const { data, error, refetch } = useQuery(systemQuery);
  return (
    <div className="page">
      <PageTitle title={t("系统状态", "State of the system")} />
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <>
          <Health state={data} />
          <Jobs jobs={data.jobs} />
          <Keys keys={data.keys} />
        </>
      ) : error ? null : (
        <Loading rows={10} />
      )}
    </div>
  );
}

function Health({ state: { program, log, database, disk, backupAt } }: { readonly state: State }) {
  const text = useText();
  const { t } = text;
  const isLow = disk !== null && disk.freeBytes < disk.totalBytes / 10;
  const facts = [
    [t("启动时间", "Started"), timeText(text, program.startedAt)],
    [t("数据库", "Database"), `PostgreSQL ${database.version}${database.isEmbedded ? t("（内置）", " (embedded)") : ""}`],
    [t("数据库大小", "Size of the database"), sizeText(database.bytes)],
    [t("结构版本", "Schema"), String(program.schema)],
    [
      t("磁盘剩余", "Room on the disk"),
      disk === null
        ? t("由数据库服务器管理", "managed by the server of the database")
        : `${isLow ? "⚠ " : ""}${sizeText(disk.freeBytes)} / ${sizeText(disk.totalBytes)}`,
    ],
    [t("上次备份", "Last backup"), backupAt === null ? t("⚠ 还没有备份过", "⚠ none yet") : timeText(text, backupAt)],
    [t("等待封存的记录", "Log entries waiting to be sealed"), String(log.waiting)],
    [
      t("上一个检查点", "Last checkpoint"),
      log.checkpointAt === null
        ? "–"
        : t(`第${log.checkpoint}个，${timeText(text, log.checkpointAt)}`, `${log.checkpoint}, ${timeText(text, log.checkpointAt)}`),
    ],
    ["Node.js", program.node],
  ] as const;
  return (
    <section className="part" aria-labelledby="health">
      <h2 id="health">{t("运行情况", "Health")}</h2>
      <FactsGrid facts={facts} />
    </section>
  );
}

function Jobs({ jobs }: Pick<State, "jobs">) {
  const text = useText();
  const { t, say } = text;
  return (
    <section className="part" aria-labelledby="jobs">
      <h2 id="jobs">{t("后台任务", "Jobs")}</h2>
      <Lines
        caption={t("后台任务", "Jobs")}
        heads={[t("任务", "Job"), t("多久一次", "How often"), t("上次做好", "Went well last"), t("状态", "State")]}
        lines={jobs.map((job) => ({
          key: job.name,
          cells: [
            say(job.text),
            job.everySeconds === 86_400 ? t("每天", "every day") : t(`${job.everySeconds}秒`, `${job.everySeconds} s`),
            job.lastAt === null ? t("启动后还没有", "not since the start") : timeText(text, job.lastAt),
            <JobState key="state" job={job} />,
          ],
        }))}
      />
    </section>
  );
}

function JobState({ job: { failingSince, fault, lastAt } }: { readonly job: State["jobs"][number] }) {
  const text = useText();
  const { t, say } = text;
  if (failingSince !== null)
    return (
      <>
        <span className="badge bad">{t("✗ 出错", "✗ failing")}</span>{" "}
        {t(`${timeText(text, failingSince)}起，会自己再试。`, `since ${timeText(text, failingSince)}; it is tried again.`)}{" "}
        {fault === null ? "" : say(fault)}
      </>
    );
  return lastAt === null ? (
    <span className="badge">{t("○ 等待", "○ waiting")}</span>
  ) : (
    <span className="badge good">{t("✓ 正常", "✓ well")}</span>
  );
}

function Keys({ keys: { current, counts } }: Pick<State, "keys">) {
  const { t } = useText();
  return (
    <section className="part" aria-labelledby="keys">
      <h2 id="keys">{t("密钥", "Keys")}</h2>
      <p className="soft">
        {t(
          `现在用第${current}版加密。换密钥在服务器上用 huican keys rotate；这里只显示版本和数量，没有密钥内容。`,
          `Version ${current} seals now. A new key is made on the server with huican keys rotate; here stand versions and counts, never a key.`,
        )}
      </p>
      <Lines
        caption={t("密钥版本", "Versions of the key")}
        heads={[t("版本", "Version"), t("加密了多少", "Values sealed"), t("状态", "State")]}
        lines={counts.map(({ version, values }) => ({
          key: version,
          cells: [String(version), values.toLocaleString("en"), keyState({ t }, version, current)],
        }))}
      />
    </section>
  );
}

function keyState({ t }: Pick<Tongue, "t">, version: number, current: number): string {
  return version === current ? t("✓ 正在使用", "✓ in use") : t("⚠ 旧版，还没换完", "⚠ earlier, to be sealed anew");
}

/** `12.3 GB`. */
function sizeText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** step).toFixed(step > 2 ? 1 : 0)} ${units[step] ?? ""}`;
}
