import { useRouter, type RouteComponent } from "@tanstack/react-router";
import { useEffect } from "react";
import { fetchLater } from "../parts/later.tsx";

const afterMilliseconds = 1_500;

/** Fetches the scripts of all pages and dialogs once the first screen stands and the browser has a moment: whoever presses something then waits for its answer alone. */
export function useFetchAhead(): void {
  const { routesById } = useRouter();
  useEffect(() => {
    // One after the other: whoever presses something in between is answered first.
    const fetchAll = async () => {
      await fetchLater();
      for (const { options } of Object.values(routesById)) {
        const component = options.component as RouteComponent | undefined;
        await component?.preload?.()?.catch(() => {});
      }
    };
    // Safari has no moment to tell of.
    const timer = setTimeout(
      () => ("requestIdleCallback" in window ? requestIdleCallback(() => void fetchAll()) : void fetchAll()),
      afterMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [routesById]);
}
