/** The register's door for whoever is signed in. It stands beside `registry/index.ts` because the command line needs no HTTP. */
export { registryRoutes } from "./registry-routes.ts";
