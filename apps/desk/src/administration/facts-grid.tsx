import type { ReactNode } from "react";

/** A few facts beside each other, each under its name. */
export function FactsGrid({ facts }: { readonly facts: readonly (readonly [name: string, said: ReactNode])[] }) {
  return (
    <dl className="facts-grid">
      {facts.map(([name, said]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
