import { useEffect, useState } from "react";
import { PageTitle } from "../parts/page-title.tsx";
import { dayText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { releases, unreadSince } from "./news.ts";
import { markSeen, useSeen } from "./seen.ts";

/** 新功能: by release, the newest first. What is shown here counts as seen. */
export function NewsPage() {
  const text = useText();
  const { t, say } = text;
  const { news } = useSeen();
  // What was new when the page opened stays marked for as long as it is read.
  const [unread] = useState(() => new Set(unreadSince(news)));
  useEffect(() => markSeen({ news: releases[0]?.id ?? "" }), []);
  return (
    <div className="page narrow">
      <PageTitle title={t("新功能", "What is new")} />
      {releases.map((release) => (
        <section key={release.id} aria-labelledby={release.id}>
          <h2 id={release.id}>
            {dayText(text, release.id)} {unread.has(release) ? <span className="badge">{t("新", "new")}</span> : null}
          </h2>
          <ul className="news">
            {release.lines.map((line) => (
              <li key={line.en}>{say(line)}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
