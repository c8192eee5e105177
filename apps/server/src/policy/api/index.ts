/** The policy module's door for programs. It stands beside `policy/index.ts` because the command line needs no HTTP. */
export { policyApi, type ApiDocument, type PolicyApi } from "./policy-routes.ts";
