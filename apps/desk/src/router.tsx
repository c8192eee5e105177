import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { may, meQuery } from "./api/me.ts";
import { numberIn } from "./api/number-in.ts";
import { changeQuery } from "./change/change-queries.ts";
import { comparisonQuery, duplicatesQuery, mergeQuery } from "./duplicates/duplicate-queries.ts";
import { readPairState } from "./duplicates/pair-state.ts";
import { readFileSearch } from "./people/file/file-search.ts";
import { readConditions } from "./people/list/filters.ts";
import { readOrder } from "./people/list/order.ts";
import { listPageQuery } from "./people/list/use-list-pages.ts";
import { fileQuery } from "./people/people-queries.ts";
import { MissingPage } from "./shell/missing-page.tsx";
import { PageProblem } from "./shell/page-problem.tsx";
import { Shell } from "./shell/shell.tsx";
import { WorkPage } from "./work/work-page.tsx";

type Context = { readonly queries: QueryClient };

// What a page is about is asked for as it is opened, before it is drawn, and with a mouse as its link is pressed (shell/use-press-ahead.ts). Not while somebody only points at
// it: whoever reads a file is noted.
const rootRoute = createRootRouteWithContext<Context>()({ component: Shell, notFoundComponent: MissingPage, errorComponent: PageProblem });

/** 待办, and beside it, at an address of its own, the change that is open. */
const workRoute = createRoute({ getParentRoute: () => rootRoute, id: "work", component: WorkPage });
const workListRoute = createRoute({ getParentRoute: () => workRoute, path: "/" });
const changeRoute = createRoute({
  getParentRoute: () => workRoute,
  path: "/changes/$changeId",
  loader: ({ context: { queries }, params: { changeId } }) => {
    const id = numberIn(changeId);
    if (id > 0) void queries.prefetchQuery(changeQuery(id));
  },
  component: lazyRouteComponent(() => import("./change/change-panel.tsx"), "ChangePanel"),
});

/** 人员: searching, lists by conditions, and the file of one person with its parts at addresses of their own. */
const peopleRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people",
  component: lazyRouteComponent(() => import("./people/search/search-page.tsx"), "SearchPage"),
});
const peopleListRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people/list",
  // Conditions and an order, which are about nobody; what is read of them stands in list/filters.ts and list/order.ts.
  validateSearch: ({ conditions, order }: Record<string, unknown>): { conditions?: unknown; order?: unknown } => ({
    ...(conditions !== undefined && { conditions }),
    ...(order !== undefined && { order }),
  }),
  loaderDeps: ({ search: { conditions, order } }) => ({ conditions, order }),
  loader: ({ context: { queries }, deps: { conditions, order } }) => {
    const me = queries.getQueryData(meQuery.queryKey);
    if (!me || !may(me, "registry.list-people")) return;
    void queries.prefetchQuery(listPageQuery({ conditions: readConditions(conditions), order: readOrder(order) }, 0));
  },
  component: lazyRouteComponent(() => import("./people/list/list-page.tsx"), "ListPage"),
});
const personRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people/$personId",
  validateSearch: readFileSearch,
  loaderDeps: ({ search: { asOf, knownAt } }) => ({ asOf, knownAt }),
  loader: ({ context: { queries }, params: { personId }, deps: { asOf, knownAt } }) => {
    const id = numberIn(personId);
    if (id > 0) void queries.prefetchQuery(fileQuery(id, { asOf, knownAt }));
  },
  component: lazyRouteComponent(() => import("./people/file/file-page.tsx"), "FilePage"),
});
const personOverviewRoute = createRoute({ getParentRoute: () => personRoute, path: "/" });
const personPartRoute = createRoute({ getParentRoute: () => personRoute, path: "/$part" });

/** 导入: lists from other units, and one of them. */
const importsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/imports",
  component: lazyRouteComponent(() => import("./import/imports-page.tsx"), "ImportsPage"),
});
const importRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/imports/$importId",
  component: lazyRouteComponent(() => import("./import/import-page.tsx"), "ImportPage"),
});
/** 重复档案: pairs that may be one person's, two files side by side, and a request to merge them. */
const duplicatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/duplicates",
  validateSearch: readPairState,
  loaderDeps: ({ search: { state } }) => ({ state }),
  loader: ({ context: { queries }, deps: { state = "open" } }) => {
    void queries.prefetchQuery(duplicatesQuery(state, 0));
  },
  component: lazyRouteComponent(() => import("./duplicates/duplicates-page.tsx"), "DuplicatesPage"),
});
const comparisonRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/duplicates/$firstId/$secondId",
  loader: ({ context: { queries }, params: { firstId, secondId } }) => {
    const [one, two] = [numberIn(firstId), numberIn(secondId)];
    if (one > 0 && two > 0) void queries.prefetchQuery(comparisonQuery(one, two));
  },
  component: lazyRouteComponent(() => import("./duplicates/compare-page.tsx"), "ComparePage"),
});
const mergeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/merges/$mergeId",
  loader: ({ context: { queries }, params: { mergeId } }) => {
    const id = numberIn(mergeId);
    if (id > 0) void queries.prefetchQuery(mergeQuery(id));
  },
  component: lazyRouteComponent(() => import("./duplicates/merge-page.tsx"), "MergePage"),
});

/** 个人信息请求: what waits, and all about one file, at whose number it stands. */
const requestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests",
  component: lazyRouteComponent(() => import("./requests/requests-page.tsx"), "RequestsPage"),
});
const fileRequestsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/requests/$fileId",
  component: lazyRouteComponent(() => import("./requests/file-requests-page.tsx"), "FileRequestsPage"),
});

/** 管理: what the three administrators do, each page for whom the table of duties says; and a duty of one's own handed on. */
const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./administration/accounts/accounts-page.tsx"), "AccountsPage"),
});
const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/accounts/$accountId",
  component: lazyRouteComponent(() => import("./administration/accounts/account-page.tsx"), "AccountPage"),
});
/** 地区与功能区: the list from its top, and one area with what lies in it. */
const areasRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/areas",
  component: lazyRouteComponent(() => import("./administration/areas/areas-page.tsx"), "AreasPage"),
});
const areaRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/areas/$code",
  component: lazyRouteComponent(() => import("./administration/areas/area-page.tsx"), "AreaPage"),
});
const logRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/log",
  component: lazyRouteComponent(() => import("./administration/log/log-page.tsx"), "LogPage"),
});
const logCheckRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/log-check",
  component: lazyRouteComponent(() => import("./administration/log/log-check-page.tsx"), "LogCheckPage"),
});
const readersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/readers",
  component: lazyRouteComponent(() => import("./administration/log/readers-page.tsx"), "ReadersPage"),
});
const systemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/system",
  component: lazyRouteComponent(() => import("./administration/system/system-page.tsx"), "SystemPage"),
});
const delegationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/delegation",
  component: lazyRouteComponent(() => import("./administration/delegation/delegation-page.tsx"), "DelegationPage"),
});

const glossaryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/glossary",
  component: lazyRouteComponent(() => import("./help/glossary-page.tsx"), "GlossaryPage"),
});

const newsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/news",
  component: lazyRouteComponent(() => import("./help/news-page.tsx"), "NewsPage"),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/settings-page.tsx"), "SettingsPage"),
});

const routeTree = rootRoute.addChildren([
  workRoute.addChildren([workListRoute, changeRoute]),
  peopleRoute,
  peopleListRoute,
  personRoute.addChildren([personOverviewRoute, personPartRoute]),
  importsRoute,
  importRoute,
  duplicatesRoute,
  comparisonRoute,
  mergeRoute,
  requestsRoute,
  fileRequestsRoute,
  accountsRoute,
  accountRoute,
  areasRoute,
  areaRoute,
  logRoute,
  logCheckRoute,
  readersRoute,
  systemRoute,
  delegationRoute,
  glossaryRoute,
  newsRoute,
  settingsRoute,
]);

/** Every address of the desk, as a table of contents. What stands in them are numbers of files and requests, never what identifies somebody outside. */
export function createDeskRouter(queries: QueryClient) {
  return createRouter({
    context: { queries },
    routeTree,
    basepath: "/desk",
    // All scripts are fetched ahead (shell/use-fetch-ahead.ts), and nobody is read of whom one only points at.
    defaultPreload: false,
    // What was asked for is kept, and let go, by its query alone.
    defaultGcTime: 0,
    defaultErrorComponent: PageProblem,
    defaultNotFoundComponent: MissingPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createDeskRouter>;
  }
}
