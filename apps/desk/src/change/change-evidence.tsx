import { registerBase } from "@huican/contract";
import { pathOf } from "../api/api.ts";
import { mayIn, useMe } from "../api/me.ts";
import { formatText } from "../people/documents/format-text.ts";
import { dayText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import type { ChangeInFull } from "./change-queries.ts";

/** 证明材料: what shows that the change is right; opening one is logged. */
export function ChangeEvidence({ change: { evidence, areas } }: { readonly change: ChangeInFull }) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const mayOpen = mayIn(me, "registry.read-attachment", areas);
  return (
    <section aria-labelledby="change-evidence">
      <h3 id="change-evidence">{t("证明材料", "Documents that show it")}</h3>
      {evidence.length === 0 ? (
        <p className="soft">{t("没有附材料。", "None were named.")}</p>
      ) : (
        <ul className="evidence-list">
          {evidence.map(({ id, name, mediaType, expiresOn }) => (
            <li key={id}>
              {mayOpen ? (
                <a href={`${registerBase}${pathOf("attachment", id)}`} download>
                  {name}
                </a>
              ) : (
                name
              )}{" "}
              <small className="soft">{formatText(mediaType)}</small>
              {expiresOn !== null && expiresOn < me.today ? (
                <span className="badge bad">⚠ {t(`${dayText(text, expiresOn)}已过期`, `expired on ${dayText(text, expiresOn)}`)}</span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayOpen && evidence.length > 0 ? (
        <p className="soft">{t("打开就是取到您的电脑上，会留下记录。", "Opening one copies it to your computer, and is logged.")}</p>
      ) : null}
    </section>
  );
}
