import type { Vocabulary } from "@huican/engine";
import { keysMark, type KeyPlace } from "../../platform/cipher/index.ts";
import type { RegisterConfiguration } from "../../platform/configuration.ts";
import { isMade, openDatabase, type ConstraintRefusals, type Database } from "../../platform/database/index.ts";
import { registryErrors } from "../errors.ts";
import { refusedConstraints } from "../refused-constraints.ts";
import { openRegistry, type Registry } from "../registry.ts";
import { installations, type Installation } from "./installation-store.ts";
import { ownKeys, refuseOtherKeys, type OwnKeys } from "./own-keys.ts";

/** The register of this installation, ready to be used: the way to it, what opens its numbers, and what it is. */
export type Register = OwnKeys & {
  readonly registry: Registry;
  readonly kind: Installation["kind"];
  readonly close: () => Promise<void>;
};

/**
 * Opens the register where the configuration says that it is.
 * @param mayMake whether it is made where there is none: a server and a sample may, a question may not
 * @param others what the constraints of other modules say: they lie in the same database
 * @throws Refusal with a plain sentence where it cannot be opened, has other keys, or is not what it is said to be
 */
export async function openRegister(
  { place, keyPlace, isDemo }: RegisterConfiguration,
  vocabulary: Vocabulary,
  mayMake: boolean,
  others: ConstraintRefusals = new Map(),
): Promise<Register> {
  if (!mayMake && !isMade(place)) throw registryErrors.noRegister();
  const { db } = await openDatabase(place, { refusals: new Map([...refusedConstraints, ...others]) });
  try {
    // What begins in a directory of ours is a sample to look at; whoever brings a PostgreSQL means it.
    const { kind, ...keys } = await installed(db, keyPlace, mayMake, (isDemo ?? "directory" in place) ? "demo" : "real");
    if (isDemo === true && kind === "real") throw registryErrors.isReal();
    if (isDemo === false && kind === "demo") throw registryErrors.isDemo();
    return { registry: await openRegistry(db, vocabulary), ...keys, kind, close: db.close };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function installed(db: Database, keyPlace: KeyPlace, mayMake: boolean, otherwise: Installation["kind"]) {
  const before = await db.asOwner((tx) => installations.find(tx));
  if (!before && !mayMake) throw registryErrors.noRegister();
  // Nothing was ever sealed before there is an installation.
  const keys = ownKeys(keyPlace, !before);
  const now = await db.asOwner(async (tx) => {
    if (!before) await installations.make(tx, { kind: otherwise, keysMark: keysMark(keys.cipher) });
    return installations.find(tx);
  });
  refuseOtherKeys(keys.cipher, now, keyPlace);
  return { ...keys, kind: now.kind };
}
