import { useText } from "../../text/use-text.ts";
import type { Household } from "../people-queries.ts";
import { tiesOf } from "./ties.ts";

const box = { width: 132, height: 56, gap: 20 };

/** The table once more as a drawing: the person above, everybody else below with what they are to them. Nothing stands in it that the table does not say. */
export function FamilyGraph({ household, ownId }: { readonly household: Household; readonly ownId: number }) {
  const text = useText();
  const { t } = text;
  const own = household.people.find(({ id }) => id === ownId);
  const others = [
    ...household.people.filter(({ id }) => id !== ownId).map(({ id, name }) => ({ id, name: name ?? `№ ${id}` })),
    ...household.hidden.filter((id) => id !== ownId).map((id) => ({ id, name: `№ ${id}` })),
  ].slice(0, 8);
  if (!own || others.length === 0) return null;
  const width = Math.max(others.length, 1) * (box.width + box.gap) - box.gap + 4;
  const ownX = (width - box.width) / 2;
  const said = others.map(({ id, name }) => `${name}（${tiesOf(text, household, ownId, id).join(text.marks.and)}）`).join(text.marks.comma);
  return (
    <figure className="family">
      <svg
        viewBox={`0 0 ${width} 190`}
        role="img"
        aria-label={t(`家庭关系图：${own.name}，${said}`, `Drawing of the household: ${own.name}, ${said}`)}
        style={{ maxWidth: `${width}px` }}
      >
        {others.map(({ id }, i) => (
          <line
            key={id}
            x1={ownX + box.width / 2}
            y1={box.height + 2}
            x2={2 + i * (box.width + box.gap) + box.width / 2}
            y2={128}
            className={household.hidden.includes(id) ? "edge unseen" : "edge"}
          />
        ))}
        <Box x={ownX} y={2} lines={[own.name ?? `№ ${ownId}`, t("本人", "this file")]} isOwn />
        {others.map(({ id, name }, i) => (
          <Box key={id} x={2 + i * (box.width + box.gap)} y={130} lines={[name, tiesOf(text, household, ownId, id).at(-1) ?? ""]} />
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
