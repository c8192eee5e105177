import type { Pack, Text } from "@huican/engine";
import { stampAccessAnew } from "../access/index.ts";
import { addKeyVersion, bringBackKeys, copyKeys, nameOfPlace, reseal, sealedCounts } from "../platform/cipher/index.ts";
import { sealedTables } from "../sealed-tables.ts";
import { configuredRegister, withRegister, withUnsealed } from "./with-register.ts";

/** Which key seals now, and how much each has sealed. */
export type KeysStatus = { readonly current: number; readonly counts: readonly { readonly version: number; readonly values: number }[] };

/** What a rotation did: whether it began a new key or went on with one, and how many values it sealed anew. */
export type Rotation = { readonly version: number; readonly isContinued: boolean; readonly values: number };

/** The keys for whoever runs the server, from the command line. */
export const operatorKeys = {
  status: (packs: ReadonlyMap<string, Pack>): Promise<KeysStatus> =>
    withUnsealed(packs, false, async ({ registry: { db }, cipher }) => ({
      current: cipher.version(),
      counts: [...(await sealedCounts(db, sealedTables))].map(([version, values]) => ({ version, values })),
    })),

  /** The keys into a file of its own, sealed with a passphrase: to lie elsewhere than the backups of the data. */
  copy: (to: string, passphrase: string): Promise<void> => copyKeys(configuredRegister().keyPlace, to, passphrase),

  /** What is configured: where the keys lie, in words. */
  place: (): Text => nameOfPlace(configuredRegister().keyPlace),

  /** @returns where the keys are now */
  bringBack: async (from: string, passphrase: string): Promise<Text> => {
    const { keyPlace } = configuredRegister();
    await bringBackKeys(from, keyPlace, passphrase);
    return nameOfPlace(keyPlace);
  },

  /**
   * Adds a key that seals from now on, and seals anew what earlier ones sealed. One that was broken off is gone on with instead. Servers go on meanwhile: they read the keys
   * again when they meet a value of the new one.
   */
  rotate: async (packs: ReadonlyMap<string, Pack>, onProgress: (values: number) => void): Promise<Rotation> => {
    const isContinued = await withUnsealed(packs, false, async ({ registry: { db }, cipher }, { keyPlace }) => {
      const isUnderWay = [...(await sealedCounts(db, sealedTables)).keys()].some((version) => version < cipher.version());
      if (!isUnderWay) addKeyVersion(keyPlace);
      return isUnderWay;
    });
    // Opened again: the keys are read at the beginning.
    return withRegister(packs, false, async ({ registry: { db }, cipher }) => {
      let values = 0;
      for (const table of sealedTables) {
        const before = values;
        values += await reseal(db, cipher, table, (done) => onProgress(before + done));
      }
      // What the key before stamped still counts while it is kept: where it may have leaked, it is taken out afterwards.
      await stampAccessAnew(db, cipher);
      return { version: cipher.version(), isContinued, values };
    });
  },
} as const;
