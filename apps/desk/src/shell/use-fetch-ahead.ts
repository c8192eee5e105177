import { useQueryClient } from "@tanstack/react-query";
import { useRouter, type RouteComponent } from "@tanstack/react-router";
import { useEffect } from "react";
import { useMe } from "../api/me.ts";
import { fetchLater } from "../parts/later.tsx";
import { areasElsewhereQuery, areasQuery, packsQuery, vocabularyQuery } from "../people/people-queries.ts";
import { isOffered } from "./places.ts";

const afterMilliseconds = 400;

/**
 * Fetches what facts, areas and documents are called, and the scripts of dialogs and of all pages that one may open, once the first screen stands and the browser has a
 * moment: whoever presses something then waits for its answer alone.
 */
export function useFetchAhead(): void {
  const { routesById } = useRouter();
  const queries = useQueryClient();
  const me = useMe();
  useEffect(() => {
    // One after the other: whoever presses something in between is answered first.
    const fetchAll = async () => {
      await queries.prefetchQuery(vocabularyQuery);
      await queries.prefetchQuery(areasQuery);
      await queries.prefetchQuery(packsQuery);
      await fetchLater();
      for (const { options, fullPath } of Object.values(routesById)) {
        if (!isOffered(me, fullPath)) continue;
        const component = options.component as RouteComponent | undefined;
        await component?.preload?.()?.catch(() => {});
      }
      // Few files need it, and it is the longest of all.
      await queries.prefetchQuery(areasElsewhereQuery);
    };
    // Safari has no moment to tell of.
    const timer = setTimeout(
      () => ("requestIdleCallback" in window ? requestIdleCallback(() => void fetchAll()) : void fetchAll()),
      afterMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [routesById, queries, me]);
}
