import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useRouter, type AnyRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { isPress } from "../parts/press.ts";

type Loader = (asked: { readonly context: { readonly queries: QueryClient }; readonly params: object; readonly deps: object }) => void;

/**
 * What the page behind a link is about is asked for as soon as the link is pressed: a hand lets it go a tenth of a second later. Whoever presses a name and changes their mind
 * is noted as having read the file, for it was sent.
 */
export function usePressAhead(): void {
  const router = useRouter();
  const queries = useQueryClient();
  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      const link = event.target instanceof Element && isPress(event) ? event.target.closest("a") : null;
      if (link && link.origin === location.origin && link.target === "") readAhead(router, queries, link);
    };
    document.addEventListener("pointerdown", pressed);
    return () => document.removeEventListener("pointerdown", pressed);
  }, [router, queries]);
}

/** Nothing of the page that is open already: it was read when it was opened. */
function readAhead(router: AnyRouter, queries: QueryClient, { pathname, search }: HTMLAnchorElement): void {
  const { basepath, routesById, options, state } = router;
  if (!pathname.startsWith(`${basepath}/`)) return;
  const open = new Set(state.matches.map(({ id }) => id));
  for (const { id, routeId, params, loaderDeps } of router.matchRoutes(pathname.slice(basepath.length), options.parseSearch(search))) {
    const loader = routesById[routeId]?.options.loader as Loader | undefined;
    if (!open.has(id)) loader?.({ context: { queries }, params, deps: loaderDeps });
  }
}
