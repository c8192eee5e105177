import type { ErrorComponentProps } from "@tanstack/react-router";
import { ProblemNotice } from "../parts/problem-notice.tsx";

/** A page that broke; the rest of the desk stays. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  return (
    <div className="page">
      <ProblemNotice error={error} onRetry={reset} />
    </div>
  );
}
