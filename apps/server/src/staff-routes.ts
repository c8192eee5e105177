import { registerBase } from "@huican/contract";
import type { Pack } from "@huican/engine";
import { Hono, type MiddlewareHandler } from "hono";
import { accessRoutes } from "./access/api/index.ts";
import {
  accountNames,
  closeErasedAccounts,
  dutyGuard,
  readAccessTable,
  signedIn,
  type AccessDoor,
  type OpenAccess,
  type RowChecks,
  type SignedInEnv,
} from "./access/index.ts";
import { exchangeRoutes } from "./exchange/api/index.ts";
import type { LogChecks } from "./platform/audit/index.ts";
import { today } from "./platform/clock.ts";
import type { Tx } from "./platform/database/index.ts";
import { failureReply } from "./platform/guarded-api.ts";
import type { Logger } from "./platform/log.ts";
import type { SystemState } from "./platform/system-state.ts";
import { entitlementRoutes } from "./policy/register/api/index.ts";
import { registryRoutes } from "./registry/api/index.ts";
import { fileOfNumber, type Register } from "./registry/index.ts";

export type StaffParts = {
  readonly register: Pick<Register, "registry" | "cipher" | "kind">;
  readonly packs: ReadonlyMap<string, Pack>;
  /** Who stands at the door, and what is behind it. */
  readonly door: AccessDoor;
  readonly access: OpenAccess;
  readonly log: Logger;
  readonly mostExported?: number;
  /** What administrators look at: the log held against its seals, and the state of the machine. */
  readonly logChecks: LogChecks;
  readonly rowChecks: RowChecks;
  readonly systemState: () => Promise<SystemState>;
  /** Lets in whoever has signed in, and says who it is. */
  readonly entrance?: MiddlewareHandler<SignedInEnv>;
};

/** Everything for whoever is signed in, as a table of contents. It is loaded once the register is open: whoever asks for a public page waits for none of it. */
export function staffRoutes({
  register,
  packs,
  door,
  access,
  log,
  mostExported,
  logChecks,
  rowChecks,
  systemState,
  entrance = signedIn(door, "problem"),
}: StaffParts): Hono {
  const table = readAccessTable();
  const guard = dutyGuard(table, door);
  const parts = {
    register,
    packs,
    access,
    today: () => today(access.clock),
    guard,
    log,
    accountNames: (ids: readonly string[]) => accountNames(access, ids),
    closeAccounts: (tx: Tx) => closeErasedAccounts(tx, register.cipher),
    ...(mostExported !== undefined && { mostExported }),
  };
  const routes = new Hono().basePath(registerBase);
  // What fails before anybody is known would else be written down by the library, with all that hangs on it.
  routes.onError(failureReply(log));
  routes.use(entrance);
  routes.route("/", registryRoutes(parts));
  routes.route("/", entitlementRoutes(parts));
  routes.route("/", exchangeRoutes(parts));
  const ofNumber = (number: string) => fileOfNumber(register.registry, register.cipher, number);
  routes.route("/", accessRoutes({ ...parts, table, logChecks, rowChecks, systemState, fileOfNumber: ofNumber }));
  return routes;
}
