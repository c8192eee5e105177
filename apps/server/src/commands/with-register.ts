import type { Pack } from "@huican/engine";
import { accessConstraints, stampOnce } from "../access/index.ts";
import { exchangeConstraints } from "../exchange/index.ts";
import { checkpointFile, keepCheckpoint, sealAll } from "../platform/audit/index.ts";
import { readConfiguration, type RegisterConfiguration } from "../platform/configuration.ts";
import type { Actor } from "../platform/database/index.ts";
import { vocabularyOf } from "../policy/index.ts";
import { openRegister, registryErrors, type Register } from "../registry/index.ts";

/** Whoever stands at the machine itself, with its files and keys in reach: sees everybody, in masks. */
export const operator: Actor = { id: "operator", areas: [""] };

/**
 * Opens the register, does something with it and gives it back. What that wrote into the access log is sealed and signed: perhaps no server runs.
 * @param isMaking whether the register is made where there is none, which then is a demo
 */
export async function withRegister<T>(
  packs: ReadonlyMap<string, Pack>,
  isMaking: boolean,
  work: (register: Register) => Promise<T>,
): Promise<T> {
  return withUnsealed(packs, isMaking, async (register, { keyPlace }) => {
    try {
      return await work(register);
    } finally {
      const checkpoint = await sealAll(register.registry.db, register.logKeys);
      if (checkpoint) keepCheckpoint(checkpointFile(keyPlace), checkpoint);
    }
  });
}

/** The same without sealing anything: for looking at the log as it is. */
export async function withUnsealed<T>(
  packs: ReadonlyMap<string, Pack>,
  isMaking: boolean,
  work: (register: Register, where: RegisterConfiguration) => Promise<T>,
): Promise<T> {
  const where = configuredRegister();
  const settings = isMaking ? { ...where, isDemo: where.isDemo ?? true } : where;
  const register = await openRegister(settings, vocabularyOf(packs), isMaking, new Map([...accessConstraints, ...exchangeConstraints]));
  try {
    await stampOnce(register.registry.db, register.cipher, { keyPlace: where.keyPlace, isStamped: register.isStamped });
    return await work(register, where);
  } finally {
    await register.close();
  }
}

/**
 * Where the register lies, or will.
 * @throws Refusal where the server is told to do without one
 */
export function configuredRegister(): RegisterConfiguration {
  const { register } = readConfiguration(process.env);
  if (!register) throw registryErrors.noRegister();
  return register;
}
