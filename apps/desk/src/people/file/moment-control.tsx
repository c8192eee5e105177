import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useMe } from "../../api/me.ts";
import { Icon } from "../../parts/icon.tsx";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import type { Moment } from "../people-queries.ts";

type Props = { readonly id: string; readonly part: string; readonly moment: Moment };

function useGoTo({ id, part }: Pick<Props, "id" | "part">) {
  const navigate = useNavigate();
  return ({ asOf, knownAt }: Moment) => {
    const search = { ...(asOf && { asOf }), ...(knownAt && { knownAt }) };
    const gone =
      part === "overview"
        ? navigate({ to: "/people/$personId", params: { personId: id }, search })
        : navigate({ to: "/people/$personId/$part", params: { personId: id, part }, search });
    // What was pressed is gone with the day that it belonged to: one goes on from the name of the person.
    void gone.then(() => document.querySelector<HTMLElement>("h1")?.focus());
  };
}

/** Over a page that does not show today: plainly, for as long as it is so, with the way back. */
export function PastBand(props: Props) {
  const text = useText();
  const { t } = text;
  const { today } = useMe();
  const { asOf, knownAt } = props.moment;
  const goTo = useGoTo(props);
  const isPast = asOf !== undefined || knownAt !== undefined;
  const day = dayText(text, asOf ?? today);
  return (
    <div role="status" className="past">
      {isPast ? (
        <div className="past-band">
          <Icon name="clock" />
          <p>
            {t("您看到的是 ", "You see the state on ")}
            <strong>{day}</strong>
            {t(" 的情况", " of this file")}
            {knownAt === undefined
              ? t("，按现在所知。", ", as known now.")
              : t(`，按 ${dayText(text, knownAt)} 当天所知。`, `, as it was known on ${dayText(text, knownAt)}.`)}
          </p>
          <button type="button" className="button plain" onClick={() => goTo({})}>
            {t("回到今天", "Back to today")}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** Chooses the day, and as known when. Nothing is asked before somebody says so: each reading is logged. */
export function MomentControl(props: Props) {
  const { t } = useText();
  const { today } = useMe();
  const goTo = useGoTo(props);
  const [asOf, setAsOf] = useState(props.moment.asOf ?? today);
  const [knownAt, setKnownAt] = useState(props.moment.knownAt ?? "");
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4) === "-02-29" ? "-02-28" : today.slice(4)}`;
  return (
    <details className="moment">
      <summary>{t("看另一天的情况", "See another day")}</summary>
      <form
        className="moment-form"
        onSubmit={(event) => {
          event.preventDefault();
          goTo({ asOf: asOf === "" || asOf === today ? undefined : asOf, knownAt: knownAt === "" ? undefined : knownAt });
        }}
      >
        <div className="field">
          <label htmlFor="as-of">{t("哪一天的情况", "As on which day")}</label>
          <input id="as-of" className="text" type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="known-at">{t("按哪天所知（可不填）", "As known on (may be left out)")}</label>
          <input
            id="known-at"
            className="text"
            type="date"
            max={today}
            value={knownAt}
            onChange={(event) => setKnownAt(event.target.value)}
          />
        </div>
        <button type="submit" className="button">
          {t("查看", "Show")}
        </button>
        <button type="button" className="button plain" onClick={() => goTo({ asOf: yearAgo })}>
          {t("一年前", "A year ago")}
        </button>
      </form>
    </details>
  );
}
