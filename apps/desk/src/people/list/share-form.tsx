import { useMe } from "../../api/me.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import { areaText } from "../fact-words.ts";
import { useWords } from "../use-words.ts";
import type { View } from "./saved-views.ts";
import { useViewDeeds } from "./shared-views.ts";

type Props = { readonly view: View; readonly said: string; readonly onDone: (text: string) => void };

/** Shares the list that is shown: what it is called, and for which of one's areas. */
export function ShareForm({ view, said, onDone }: Props) {
  const { t } = useText();
  const { words } = useWords();
  const { acts } = useMe();
  const areas = acts.find(({ act }) => act === "registry.share-view")?.areas ?? [];
  const [{ name, area }, write, drop] = useDraftFields("view.share", { name: "", area: areas[0] ?? "" });
  const deeds = useViewDeeds();
  return (
    <form
      className="stack share-form"
      aria-label={t("共享现在这份名单", "Share this list")}
      onSubmit={(event) => {
        event.preventDefault();
        deeds.mutate(
          { deed: "share", name: name.trim(), view, area },
          {
            onSuccess: () => {
              onDone(t(`✓ “${name.trim()}”已共享。`, `✓ "${name.trim()}" is shared.`));
              drop();
            },
          },
        );
      }}
    >
      <h3>{t("共享现在这份名单", "Share this list")}</h3>
      <p>{said}</p>
      <div className="field">
        <label htmlFor="share-name">{t("叫什么名字", "Its name")}</label>
        <input
          id="share-name"
          className="text"
          required
          maxLength={30}
          value={name}
          aria-describedby="share-help"
          onChange={({ target }) => write({ name: target.value })}
        />
        <p className="soft" id="share-help">
          {t(
            "不要写人名和号码。共享的是条件、列和排序，不是名单里的人：同事打开，看到的是他们自己辖区的人。条件里有他们的岗位不能看的事项，他们就看不到这份名单。",
            "Write nobody's name or number. What is shared are conditions, columns and order, not the people: colleagues see those of their own areas. Whoever may not see something that it filters by does not see it at all.",
          )}
        </p>
      </div>
      <div className="field">
        <label htmlFor="share-area">{t("共享给在哪里工作的同事", "For colleagues who work in")}</label>
        <select id="share-area" className="text" value={area} onChange={({ target }) => write({ area: target.value })}>
          {areas.map((each) => (
            <option key={each} value={each}>
              {areaText(words, each)}
            </option>
          ))}
        </select>
      </div>
      {deeds.error ? <ProblemNotice error={deeds.error} /> : null}
      <div className="actions">
        <button type="submit" className="button" disabled={deeds.isPending}>
          {t("共享", "Share")}
        </button>
      </div>
    </form>
  );
}
