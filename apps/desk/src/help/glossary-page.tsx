import { useState } from "react";
import { PageTitle } from "../parts/page-title.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { useText } from "../text/use-text.ts";
import { termsWith } from "./terms.ts";

/** 词语解释: the words of the desk. */
export function GlossaryPage() {
  const { t, say } = useText();
  const [typed, type] = useState("");
  const found = termsWith(typed);
  return (
    <div className="page narrow">
      <PageTitle title={t("词语解释", "Glossary")} />
      <SearchField id="find-term" label={t("查找词语", "Find a word")} typed={typed} onType={type} />
      <p role="status" className="soft">
        {t(`${found.length}个词语`, `${found.length} words`)}
      </p>
      <dl className="terms">
        {found.map(({ word, meaning }) => (
          <div key={word.en}>
            <dt>{say(word)}</dt>
            <dd>{say(meaning)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
