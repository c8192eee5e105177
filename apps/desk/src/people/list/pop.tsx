import type { ReactNode } from "react";

/** Something small that opens over the list. Like everything that covers what is below, it goes with Escape, and the button has the focus again. */
export function Pop({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <details
      className="pop no-print"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !event.currentTarget.open) return;
        event.preventDefault();
        event.currentTarget.open = false;
        event.currentTarget.querySelector("summary")?.focus();
      }}
    >
      <summary className="button plain">{title}</summary>
      {children}
    </details>
  );
}
