import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode } from "react";
import { ProblemNotice } from "../parts/problem-notice.tsx";

/** What is shown when the desk cannot even learn who is signed in. */
export function StartBoundary({ children }: { readonly children: ReactNode }) {
  const { reset } = useQueryErrorResetBoundary();
  return <Boundary onRetry={reset}>{children}</Boundary>;
}

type Props = { readonly children: ReactNode; readonly onRetry: () => void };

/** A class, because React catches errors with nothing else. */
class Boundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const again = () => {
      this.props.onRetry();
      this.setState({ error: null });
    };
    return (
      <main className="main alone">
        <ProblemNotice error={error} onRetry={again} />
      </main>
    );
  }
}
