/**
 * The provinces that the first two digits of an identity number may name. A number keeps the code of the place where it was given: Chongqing was a part of Sichuan
 * until 1997, so people born there before carry 51. Residents of Hong Kong, Macao and Taiwan with a residence permit (港澳台居民居住证) have 81, 82 and 83.
 */
export const provincePrefixes: Readonly<Record<string, readonly PrefixMeaning[]>> = {
  ...Object.fromEntries(
    [
      11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
      83,
    ].map((prefix) => [String(prefix), [{ province: `${prefix}0000`, bornBefore: null }]]),
  ),
  51: [
    { province: "510000", bornBefore: null },
    { province: "500000", bornBefore: "1997-01-01" },
  ],
};

/** A province, and the day before which somebody must be born for the prefix to mean it. */
export type PrefixMeaning = { readonly province: string; readonly bornBefore: string | null };

/** No real number begins so: the sample people have it. */
export const syntheticPrefix = "99";

/** The provinces that a prefix may mean for somebody born on a day. */
export function provincesOf(prefix: string, birthDate: string): readonly string[] {
  return (provincePrefixes[prefix] ?? [])
    .filter(({ bornBefore }) => bornBefore === null || birthDate < bornBefore)
    .map(({ province }) => province);
}
