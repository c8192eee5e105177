import type { ReactNode } from "react";

/** The heading of a part of a file; whoever comes from another part begins here. */
export function PartTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className="part-title">
      <h2 id="part-title" tabIndex={-1}>
        {title}
      </h2>
      {children}
    </header>
  );
}
