import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useRef, useState, type Dispatch, type KeyboardEvent, type SetStateAction } from "react";
import { useMe } from "../../api/me.ts";
import { onPress } from "../../parts/press.ts";
import { dayText } from "../../text/day-text.ts";
import { useText } from "../../text/use-text.ts";
import { CertificateBadge, DeceasedBadge } from "../badges.tsx";
import { ageOn, shortAreaText } from "../fact-words.ts";
import { sexText } from "../person-words.ts";
import type { Line } from "../search/found-table.tsx";
import { ColumnGrip } from "./column-grip.tsx";
import type { ColumnKey, Columns } from "./columns.ts";
import { cellAfter } from "./grid-keys.ts";
import { orderAfter, type Order } from "./order.ts";

type Props = {
  readonly count: number;
  readonly lineOf: (place: number) => Line | undefined;
  readonly onShow: (first: number, last: number) => void;
  readonly columns: Columns;
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  /** The order that comes once the heading that is pressed is let go. */
  readonly onPressed: (order: Order) => void;
  readonly selected: ReadonlySet<number>;
  readonly onSelect: Dispatch<SetStateAction<ReadonlySet<number>>>;
  readonly caption: string;
  /** Which list it is: another one is shown from its beginning. */
  readonly of: string;
};

/**
 * The list as a grid (WAI-ARIA): one cell has the focus, arrows move it, and the count of rows is told though only those in sight are drawn. Above and below them one empty row
 * each keeps the height.
 */
export function PeopleGrid({ count, lineOf, onShow, columns, order, onOrder, onPressed, selected, onSelect, caption, of }: Props) {
  const { t, say } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [active, activate] = useState({ row: 0, column: 1 });
  const isMoved = useRef(false);
  const rowHeight = useRowHeight();
  const rows = useVirtualizer({ count, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 6 });
  const drawn = rows.getVirtualItems();
  const [first, last] = [drawn[0]?.index ?? 0, drawn.at(-1)?.index ?? 0];
  useOnChange(rowHeight, () => rows.measure());
  useOnChange(of, () => {
    activate({ row: 0, column: 1 });
    if (rows.scrollOffset !== 0) rows.scrollToOffset(0);
  });
  useEffect(() => onShow(first, last), [onShow, first, last]);
  useEffect(() => {
    if (!isMoved.current) return;
    const cell = table.current?.querySelector<HTMLElement>(`[data-cell="${active.row} ${active.column}"]`);
    if (!cell) return;
    isMoved.current = false;
    cell.focus({ preventScroll: true });
  });
  const toggle = useCallback((id: number) => onSelect((before) => toggled(before, id)), [onSelect]);
  const focus = useCallback((row: number, column: number) => activate({ row, column }), []);
  const width = columns.shown.length + 2;
  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset["cell"] === undefined) return;
    const line = lineOf(active.row);
    if (event.key === " " && line) {
      event.preventDefault();
      return toggle(line.id);
    }
    if (event.key === "Enter") return event.target.closest("tr")?.querySelector<HTMLElement>("a")?.click();
    const next = cellAfter(event, active, {
      rows: count,
      columns: width,
      page: Math.max(1, Math.floor((frame.current?.clientHeight ?? 400) / rowHeight) - 2),
    });
    if (!next) return;
    event.preventDefault();
    isMoved.current = true;
    activate(next);
    // Whoever jumps is answered before anything is drawn: all that will be in sight is asked for.
    const inSight = last - first;
    if (next.row < first) onShow(next.row, Math.min(next.row + inSight, count - 1));
    if (next.row > last) onShow(Math.max(next.row - inSight, 0), next.row);
    rows.scrollToIndex(next.row);
  };
  const below = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div className="grid-frame" ref={frame}>
      <table
        ref={table}
        role="grid"
        aria-label={caption}
        aria-rowcount={count + 1}
        aria-colcount={width}
        aria-multiselectable="true"
        className="people-grid"
        onKeyDown={press}
      >
        <colgroup>
          <col style={{ width: "3rem" }} />
          <col style={{ width: `${columns.widthOf("name") / 16}rem` }} />
          {columns.shown.map(({ key }) => (
            <col key={key} style={{ width: `${columns.widthOf(key) / 16}rem` }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="pick">
              <span className="visually-hidden">{t("选择", "Select")}</span>
            </th>
            <Heading column="name" label={t("姓名", "Name")} look="frozen" {...{ columns, order, onOrder, onPressed }} />
            {columns.shown.map(({ key, text, isNumber }) => (
              <Heading
                key={key}
                column={key}
                label={say(text)}
                look={isNumber ? "number" : undefined}
                {...{ columns, order, onOrder, onPressed }}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={drawn[0]?.start ?? 0} width={width} />
          {drawn.map(({ index }) => (
            <Row
              key={index}
              place={index}
              line={lineOf(index)}
              columns={columns}
              active={active.row === index ? active.column : null}
              isSelected={selected.has(lineOf(index)?.id ?? 0)}
              onToggle={toggle}
              onFocus={focus}
            />
          ))}
          <Space height={below} width={width} />
        </tbody>
      </table>
    </div>
  );
}

type HeadingProps = Pick<Props, "columns" | "order" | "onOrder" | "onPressed"> & {
  readonly column: ColumnKey | "name";
  readonly label: string;
  readonly look: string | undefined;
};

/** Sorts by its column where it is pressed, and tells which way. */
function Heading({ column, label, look, columns, order, onOrder, onPressed }: HeadingProps) {
  const isSorted = order.column === column;
  const next = orderAfter(order, column);
  return (
    <th scope="col" className={look} aria-sort={isSorted ? (order.isDescending ? "descending" : "ascending") : "none"}>
      <button type="button" className="sort" {...onPress(() => onPressed(next))} onClick={() => onOrder(next)}>
        {label}
        {isSorted ? <span aria-hidden="true">{order.isDescending ? "▼" : "▲"}</span> : null}
      </button>
      <ColumnGrip column={column} label={label} columns={columns} />
    </th>
  );
}

function toggled(selected: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Once something has become another; not at the beginning. */
function useOnChange(value: unknown, run: () => void): void {
  const before = useRef(value);
  useEffect(() => {
    if (before.current === value) return;
    before.current = value;
    run();
  });
}

/** As high as the tokens say: 32 pixels with a mouse, 44 under a thumb, more in large print. */
function useRowHeight(): number {
  const { t } = useText();
  const [height, set] = useState(32);
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    set(Math.round(parseFloat(style.getPropertyValue("--row")) * parseFloat(style.fontSize)) || 32);
  }, [t]);
  return height;
}

function Space({ height, width }: { readonly height: number; readonly width: number }) {
  return height <= 0 ? null : (
    <tr aria-hidden="true">
      <td colSpan={width} style={{ height: `${height}px`, padding: 0, border: 0 }} />
    </tr>
  );
}

type RowProps = {
  readonly place: number;
  readonly line: Line | undefined;
  readonly columns: Columns;
  /** The column that has the focus, if it is in this row. */
  readonly active: number | null;
  readonly isSelected: boolean;
  readonly onToggle: (id: number) => void;
  readonly onFocus: (row: number, column: number) => void;
};

/** Drawn again only where something of it became another: a list that is scrolled draws what comes into sight. */
const Row = memo(function Row({ place, line, columns, active, isSelected, onToggle, onFocus }: RowProps) {
  const { t } = useText();
  const cell = (column: number) => ({
    "data-cell": `${place} ${column}`,
    "aria-colindex": column + 1,
    tabIndex: active === column ? 0 : -1,
    onFocus: () => onFocus(place, column),
  });
  if (!line)
    return (
      <tr aria-rowindex={place + 2} aria-busy="true">
        <td {...cell(0)} role="gridcell" />
        <td {...cell(1)} role="gridcell" className="frozen soft">
          {t("正在读取……", "Loading …")}
        </td>
        <td role="gridcell" colSpan={columns.shown.length} />
      </tr>
    );
  const name = line.name ?? t("（不显示姓名）", "(name not shown)");
  return (
    <tr aria-rowindex={place + 2} aria-selected={isSelected}>
      <td {...cell(0)} role="gridcell" className="pick">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          onChange={() => onToggle(line.id)}
          aria-label={t(`选择${name}`, `Select ${name}`)}
        />
      </td>
      <th {...cell(1)} scope="row" className="frozen">
        <Link to="/people/$personId" params={{ personId: String(line.id) }} tabIndex={-1}>
          {name}
        </Link>
      </th>
      {columns.shown.map(({ key, isNumber }, i) => (
        <td key={key} {...cell(i + 2)} role="gridcell" className={isNumber ? "number" : undefined}>
          <Cell column={key} line={line} />
        </td>
      ))}
    </tr>
  );
});

export function Cell({ column, line }: { readonly column: ColumnKey; readonly line: Line }) {
  const text = useText();
  const { today } = useMe();
  switch (column) {
    case "sex":
      return sexText(text, line.sex);
    case "age":
      return line.birthDate === null || line.deceased ? "–" : String(ageOn(line.birthDate, today));
    case "birthDate":
      return line.birthDate === null ? "–" : dayText(text, line.birthDate);
    case "area":
      return line.areaName === null ? line.area : shortAreaText(line.areaName);
    case "certificate":
      return line.deceased ? <DeceasedBadge /> : <CertificateBadge status={line.certificateStatus} />;
    case "id":
      return String(line.id);
  }
}
