import { loadPacks } from "../../src/policy/index.ts";
import type { Pack } from "@huican/engine";
import { cipherWith, type Cipher } from "../../src/platform/cipher/index.ts";
import {
  fillSnapshot,
  loadHistories,
  openRegistry,
  ownAreaList,
  sampleDistrict,
  type HouseholdHistory,
  type Registry,
} from "../../src/registry/index.ts";
import { openTestDatabase, type Engine } from "./test-database.ts";

export const today = "2026-11-25";

/** Keys that anybody may know: nothing real is sealed with them. */
export const testCipher: Cipher = cipherWith({
  current: 1,
  versions: new Map([[1, new Uint8Array(16).fill(7)]]),
  blind: new Uint8Array(32).fill(9),
});

export type SampleRegister = {
  readonly registry: Registry;
  readonly packs: ReadonlyMap<string, Pack>;
  readonly households: readonly HouseholdHistory[];
  /** The file of a person of the sample. */
  readonly idOf: (personNumber: number) => number;
  readonly close: () => Promise<void>;
};

/** Shapingba, small: invented people with their history and today's snapshot. */
export async function openSampleRegister(engine: Engine, people: number, seed: number): Promise<SampleRegister> {
  const { packs } = await loadPacks();
  const vocabulary = packs?.get("shapingba-2023")?.compiled.vocabulary;
  if (!packs || !vocabulary) throw new Error("The packs have faults.");
  const { db, close } = await openTestDatabase(engine);
  const registry = await openRegistry(db, vocabulary);
  const townships = ownAreaList()
    .areas.filter(({ code, level }) => level === "township" && code.startsWith("500106"))
    .map(({ code }) => code);
  const households = [...sampleDistrict({ region: "500106", townships, people, seed, today })];
  const files = await loadHistories(registry, testCipher, households);
  await db.asOwner((tx) => fillSnapshot(db, tx, today));
  return { registry, packs, households, idOf: (number) => files.personId(number), close };
}
