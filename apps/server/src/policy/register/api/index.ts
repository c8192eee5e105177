/** What documents grant to registered people, for whoever is signed in. It stands beside `policy/register/index.ts` because the command line needs no HTTP. */
export { entitlementRoutes } from "./entitlement-routes.ts";
