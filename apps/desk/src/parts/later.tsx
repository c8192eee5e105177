import { useEffect, useState, type ComponentType, type JSX } from "react";

type Load<Props> = () => Promise<ComponentType<Props>>;

const known: (() => Promise<unknown>)[] = [];

/**
 * A part of the page whose script is fetched after the first screen. Unlike React's `lazy`, which lets whoever opens something wait for 300 ms beside its neighbours, it stands
 * there at once where it was fetched before.
 * @param load fetches it; asked again after it failed
 */
export function later<Props extends object>(load: Load<Props>): (props: Props) => JSX.Element | null {
  let fetched: ComponentType<Props> | null = null;
  const fetching: Load<Props> = async () => (fetched = await load());
  known.push(fetching);
  return function Later(props) {
    const [state, set] = useState<{ readonly Part: ComponentType<Props> | null; readonly error?: unknown }>({ Part: fetched });
    useEffect(() => {
      if (state.Part === null)
        fetching().then(
          (Part) => set({ Part }),
          (error: unknown) => set({ Part: null, error }),
        );
    }, [state.Part]);
    // Said where every page that breaks says so.
    if (state.error !== undefined) throw state.error;
    return state.Part === null ? null : <state.Part {...props} />;
  };
}

/** Fetches all of them, one after the other, for whoever has a moment. What fails is fetched when it is opened. */
export async function fetchLater(): Promise<void> {
  for (const load of known) await load().catch(() => {});
}
