import fc from "fast-check";

/** Another seed every time; HUICAN_SEED=… repeats a run that failed. */
export const seed = Number(process.env["HUICAN_SEED"] ?? Date.now() % 2 ** 31);
console.log(`fuzz: HUICAN_SEED=${seed}`);

/** What must never come back: an identity number, which people type where it does not belong. */
export const identityNumber = fc.stringMatching(/^[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9]{4}[0-9X]$/);

/** Texts that have broken other programs. */
export const oddText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "toString",
    "none",
    "null",
    "％",
    "<script>alert(1)</script>",
    "'; drop table",
    "../../etc/passwd",
    "2023-02-29",
  ),
);

export function oneOf<T>(items: readonly T[]): fc.Arbitrary<T> {
  return fc.nat().map((n) => items[n % items.length] as T);
}
