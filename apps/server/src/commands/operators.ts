/** What whoever runs the server does at the machine itself. */
export { operatorAudit } from "./audit.ts";
export { operatorBackup } from "./backup.ts";
export { operatorImport } from "./import.ts";
export { operatorKeys } from "./keys.ts";
export { operatorRegister } from "./register.ts";
export { operatorUsers } from "./users.ts";
