import type { ReactNode } from "react";

/** One sort of work, with how much there is of it. */
export function WorkSection({
  id,
  title,
  count,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <section className="work-section" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1}>
        {title} <span className="count">{count}</span>
      </h2>
      {children}
    </section>
  );
}
