import { useState } from "react";
import { useText } from "../text/use-text.ts";

/** So many are offered at once: whoever looks for another types more of its name. */
const most = 100;

type Named = { readonly code: string; readonly name: string };

/** Areas to choose from, of which there are too many for a list: those whose name has what was typed in it, or whose code begins so. */
export function useAreaSearch<Area extends Named>(areas: readonly Area[], isChosen: (area: Area) => boolean) {
  const { t } = useText();
  const [typed, type] = useState("");
  const fitting = areas.filter(({ name, code }) => name.includes(typed.trim()) || code.startsWith(typed.trim()));
  const listed = fitting.slice(0, most);
  const chosen = areas.find(isChosen);
  return {
    typed,
    type,
    label: t("区域：名称里的几个字或代码", "Area: part of its name, or its code"),
    // What was chosen stays on offer, whatever is looked for since.
    offered: chosen && !listed.includes(chosen) ? [chosen, ...listed] : listed,
    hint:
      fitting.length > most
        ? t(
            `共${fitting.length.toLocaleString("en-US")}个，只列出${most}个`,
            `${most} of ${fitting.length.toLocaleString("en-US")} are listed`,
          )
        : undefined,
  };
}
