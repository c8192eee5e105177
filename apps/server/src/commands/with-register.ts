import type { Pack } from "@huican/engine";
import { accessConstraints } from "../access/index.ts";
import { readConfiguration } from "../platform/configuration.ts";
import { vocabularyOf } from "../policy/index.ts";
import { openRegister, registryErrors, type Register } from "../registry/index.ts";

/**
 * Opens the register, does something with it and gives it back.
 * @param isMaking whether the register is made where there is none, which then is a demo
 */
export async function withRegister<T>(
  packs: ReadonlyMap<string, Pack>,
  isMaking: boolean,
  work: (register: Register) => Promise<T>,
): Promise<T> {
  const { register: where } = readConfiguration(process.env);
  if (!where) throw registryErrors.noRegister();
  const settings = isMaking ? { ...where, isDemo: where.isDemo ?? true } : where;
  const register = await openRegister(settings, vocabularyOf(packs), isMaking, accessConstraints);
  try {
    return await work(register);
  } finally {
    await register.close();
  }
}
