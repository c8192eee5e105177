import { useRef } from "react";
import { useText } from "../../text/use-text.ts";
import type { ColumnKey, Columns } from "./columns.ts";

const step = 16;

/** Makes a column wider or narrower, by dragging or with ← and →. */
export function ColumnGrip({
  column,
  label,
  columns,
}: {
  readonly column: ColumnKey | "name";
  readonly label: string;
  readonly columns: Columns;
}) {
  const { t } = useText();
  const began = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const width = columns.widthOf(column);
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={t(`${label}的列宽`, `Width of ${label}`)}
      aria-valuenow={width}
      aria-valuemin={56}
      aria-valuemax={600}
      tabIndex={0}
      className="grip no-print"
      onKeyDown={(event) => {
        const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        columns.resize(column, width + by);
      }}
      onPointerDown={(event) => {
        began.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (began.current) columns.resize(column, began.current.width + event.clientX - began.current.x);
      }}
      onPointerUp={() => {
        began.current = null;
      }}
    />
  );
}
