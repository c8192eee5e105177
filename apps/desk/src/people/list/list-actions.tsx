import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { may, useMe } from "../../api/me.ts";
import { later } from "../../parts/later.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useText } from "../../text/use-text.ts";
import type { Line } from "../search/found-table.tsx";
import { PrintedList } from "./printed-list.tsx";
import { listPage, type Listed } from "./use-list-pages.ts";

const ExportDialog = later(async () => (await import("./export-dialog.tsx")).ExportDialog);

/** So many lines are printed at most: what is longer is a workbook. */
const mostPrinted = 1_000;

type Props = {
  readonly listed: Listed;
  readonly said: string;
  readonly count: number;
  readonly selected: ReadonlySet<number>;
  readonly lineOf: (place: number) => Line | undefined;
  readonly onClear: () => void;
};

/** What is done with a list: taken away as a workbook for a reason, or printed, whole or those who are chosen. */
export function ListActions({ listed, said, count, selected, lineOf, onClear }: Props) {
  const { t } = useText();
  const me = useMe();
  const [isExporting, exporting] = useState(false);
  const [printed, printThem] = useState<readonly Line[]>([]);
  const print = useMutation({
    mutationFn: async (isChosen: boolean) => {
      const lines = isChosen ? chosenIn(selected, count, lineOf) : await everybody(listed, count);
      flushSync(() => printThem(lines));
      window.print();
      printThem([]);
    },
  });
  return (
    <div className="list-actions no-print">
      {selected.size > 0 ? (
        <>
          <span role="status">{t(`已选${selected.size}人`, `${selected.size} selected`)}</span>
          <button type="button" className="button plain" onClick={() => print.mutate(true)}>
            {t("打印所选", "Print these")}
          </button>
          <button type="button" className="button plain" onClick={onClear}>
            {t("取消选择", "Clear")}
          </button>
        </>
      ) : null}
      <button
        type="button"
        className="button plain"
        disabled={count === 0 || count > mostPrinted || print.isPending}
        onClick={() => print.mutate(false)}
      >
        {print.isPending
          ? t("正在准备……", "Preparing …")
          : count > mostPrinted
            ? t(`打印（至多${mostPrinted}人）`, `Print (at most ${mostPrinted})`)
            : t("打印", "Print")}
      </button>
      {may(me, "registry.export-people") ? (
        <button type="button" className="button" disabled={count === 0} onClick={() => exporting(true)}>
          {t("导出", "Export")}
        </button>
      ) : null}
      {print.error ? <ProblemNotice error={print.error} /> : null}
      {isExporting ? <ExportDialog listed={listed} said={said} count={count} onClose={() => exporting(false)} /> : null}
      {printed.length > 0
        ? createPortal(<PrintedList lines={printed} said={said} />, document.getElementById("main") ?? document.body)
        : null}
    </div>
  );
}

async function everybody(listed: Listed, count: number): Promise<readonly Line[]> {
  const skips = Array.from({ length: Math.ceil(count / 200) }, (_, i) => i * 200);
  const lines: Line[] = [];
  // One after the other: a list that is printed is no reason to hold up others.
  for (const skip of skips) lines.push(...(await listPage(listed, skip, 200)).people);
  return lines;
}

function chosenIn(selected: ReadonlySet<number>, count: number, lineOf: (place: number) => Line | undefined): readonly Line[] {
  return Array.from({ length: count }, (_, place) => lineOf(place)).filter(
    (line) => line !== undefined && selected.has(line.id),
  ) as readonly Line[];
}
