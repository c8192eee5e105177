import { useText } from "../../text/use-text.ts";
import type { Household } from "../people-queries.ts";
import { generationOf, tiesOf } from "./ties.ts";

const box = { width: 132, height: 56, gap: 20, drop: 48 };

/** The table once more as a drawing: beside the person who is of their generation, above and below who is of another, each with what they are to them. Nothing stands in it that the table does not say. */
export function FamilyGraph({ household, ownId }: { readonly household: Household; readonly ownId: number }) {
  const text = useText();
  const { t } = text;
  const own = household.people.find(({ id }) => id === ownId);
  const others = [
    ...household.people.filter(({ id }) => id !== ownId).map(({ id, name }) => ({ id, name: name ?? `№ ${id}` })),
    ...household.hidden.filter((id) => id !== ownId).map((id) => ({ id, name: `№ ${id}` })),
  ].slice(0, 8);
  if (!own || others.length === 0) return null;
  const rows = [-1, 0, 1]
    .map((generation) => [
      ...(generation === 0 ? [ownId] : []),
      ...others.flatMap(({ id }) => (generationOf(household, ownId, id) === generation ? [id] : [])),
    ])
    .filter((row) => row.length > 0);
  const widthOf = (count: number) => count * (box.width + box.gap) - box.gap;
  const width = Math.max(...rows.map(({ length }) => widthOf(length))) + 4;
  const height = rows.length * (box.height + box.drop) - box.drop + 4;
  const places = new Map(
    rows.flatMap((row, y) =>
      row.map(
        (id, x) => [id, { x: (width - widthOf(row.length)) / 2 + x * (box.width + box.gap), y: 2 + y * (box.height + box.drop) }] as const,
      ),
    ),
  );
  const placeOf = (id: number) => places.get(id) ?? { x: 2, y: 2 };
  const centreOf = (id: number) => ({ x: placeOf(id).x + box.width / 2, y: placeOf(id).y + box.height / 2 });
  const said = others.map(({ id, name }) => `${name}（${tiesOf(text, household, ownId, id).join(text.marks.and)}）`).join(text.marks.comma);
  return (
    <figure className="family">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t(`家庭关系图：${own.name}，${said}`, `Drawing of the household: ${own.name}, ${said}`)}
        style={{ maxWidth: `${width}px` }}
      >
        {others.map(({ id }) => (
          <line
            key={id}
            x1={centreOf(ownId).x}
            y1={centreOf(ownId).y}
            x2={centreOf(id).x}
            y2={centreOf(id).y}
            className={household.hidden.includes(id) ? "edge unseen" : "edge"}
          />
        ))}
        <Box {...placeOf(ownId)} lines={[own.name ?? `№ ${ownId}`, t("本人", "this file")]} isOwn />
        {others.map(({ id, name }) => (
          <Box key={id} {...placeOf(id)} lines={[name, tiesOf(text, household, ownId, id).at(-1) ?? ""]} />
        ))}
      </svg>
      <figcaption className="soft">{t("与上表内容相同。", "The same as the table above.")}</figcaption>
    </figure>
  );
}

function Box({
  x,
  y,
  lines: [name = "", tie = ""],
  isOwn = false,
}: {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly isOwn?: boolean;
}) {
  return (
    <g className={isOwn ? "node own" : "node"}>
      <rect x={x} y={y} width={box.width} height={box.height} rx="6" />
      <text x={x + box.width / 2} y={y + 24}>
        {name}
      </text>
      <text x={x + box.width / 2} y={y + 44} className="tie">
        {tie}
      </text>
    </g>
  );
}
