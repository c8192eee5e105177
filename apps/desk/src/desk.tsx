import { QueryClient, QueryClientProvider, useSuspenseQuery } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { ApiProblem } from "./api/api-problem.ts";
import { MeContext, meQuery } from "./api/me.ts";
import { createDeskRouter } from "./router.tsx";
import { Opening } from "./shell/opening.tsx";
import { StartBoundary } from "./shell/start-boundary.tsx";
import { prefetchWork } from "./work/work-queries.ts";
import { Session } from "./session/session.tsx";

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refuses it refuses again.
      retry: (times, error) => error instanceof ApiProblem && error.kind === "unreachable" && times < 2,
    },
    // Whoever presses a button learns at once that there is no network; nothing is sent behind their back later.
    mutations: { networkMode: "always", retry: false },
  },
});
// The one thing that everything waits for is asked before anything is drawn.
// What the first screen lists is asked as soon as it is known that it may be, and not only once the frame is drawn.
void queries.fetchQuery(meQuery).then(
  (me) => prefetchWork(queries, me),
  () => undefined,
);

/** The desk: who is signed in, their pages, and what happens when the session or the network is lost. */
export function Desk() {
  return (
    <QueryClientProvider client={queries}>
      <Session>
        <StartBoundary>
          <Suspense fallback={<Opening />}>
            <Pages />
          </Suspense>
        </StartBoundary>
      </Session>
    </QueryClientProvider>
  );
}

function Pages() {
  const { data: me } = useSuspenseQuery(meQuery);
  // Made once the address is settled.
  const [router] = useState(() => createDeskRouter(queries));
  return (
    <MeContext value={me}>
      <RouterProvider router={router} />
    </MeContext>
  );
}
