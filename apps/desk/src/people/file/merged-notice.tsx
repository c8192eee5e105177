import { Link } from "@tanstack/react-router";
import { may, useMe } from "../../api/me.ts";
import { Icon } from "../../parts/icon.tsx";
import { dayOf, dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import type { PersonFile } from "../people-queries.ts";

/** That a file was merged into another and is history, or which files are in this one; and the way to undo it. */
export function MergedNotice({ file: { mergedInto, mergedFiles } }: { readonly file: PersonFile }) {
  const text = useText();
  const { t } = text;
  const me = useMe();
  const seesMerges = may(me, "registry.see-merge");
  return (
    <>
      {mergedInto === null ? null : (
        <p className="notice">
          <Icon name="duplicates" />
          <span>
            {t("这份档案已并入另一份，只作为历史查看，不再列入名单。", "This file was merged into another: it is history, and in no list.")}{" "}
            <Link to="/people/$personId" params={{ personId: String(mergedInto) }}>
              {t(`打开档案 № ${mergedInto}`, `Open file № ${mergedInto}`)}
            </Link>
          </span>
        </p>
      )}
      {mergedFiles.map(({ id, requestId, since }) => (
        <p className="notice" key={requestId}>
          <Icon name="duplicates" />
          <span>
            {t(
              `${dayText(text, dayOf(since))}并入了另一份档案：`,
              `On ${dayText(text, dayOf(since))} another file was merged into this one: `,
            )}
            <Link to="/people/$personId" params={{ personId: String(id) }}>
              № {id}
            </Link>
            {seesMerges ? (
              <>
                {text.marks.semicolon}
                <Link to="/merges/$mergeId" params={{ mergeId: String(requestId) }}>
                  {t("查看合并，或申请撤销", "see the merge, or ask to undo it")}
                </Link>
              </>
            ) : null}
          </span>
        </p>
      ))}
    </>
  );
}
