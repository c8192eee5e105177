/** What stands before the register is open. It loads no database: that is not for whoever asks for a public page. */
export { oidcProvider } from "../identity/provider.ts";
export { accessDoor } from "../access-door.ts";
export { notOpenYet } from "./problems.ts";
