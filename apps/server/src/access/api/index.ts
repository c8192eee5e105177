/** The door to who saw whose file, and to files opened in an emergency. It stands beside `access/index.ts`, which the command line reads. */
export { accessRoutes } from "./access-routes.ts";
