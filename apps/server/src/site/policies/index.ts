export { policyAddresses } from "./policy-addresses.ts";
export { PolicyBook } from "./policy-book.ts";
export { policyRoutes } from "./policy-routes.ts";
