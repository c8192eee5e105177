/** What the address of a file says besides whose it is: the day, as known when, and what is to be changed. */
export type FileSearch = {
  /** The day on which things hold; today where nothing is said. */
  readonly asOf?: string;
  /** At the end of which day it was known so; now where nothing is said. */
  readonly knownAt?: string;
  /** The kind of a change that is asked for, and the fact that it is about. */
  readonly change?: string;
  readonly fact?: string;
  /** The number of the other person's file that a change has to do with. */
  readonly other?: string;
};

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address, whatever else stands in it. */
export function readFileSearch(said: Readonly<Record<string, unknown>>): FileSearch {
  const text = (name: keyof FileSearch, pattern: RegExp) => {
    const value = said[name];
    return typeof value === "string" && pattern.test(value) ? { [name]: value } : {};
  };
  return {
    ...text("asOf", day),
    ...text("knownAt", day),
    ...text("change", /^[a-z-]{1,30}$/),
    ...text("fact", /^[a-z_.]{1,80}$/),
    ...text("other", /^[1-9]\d{0,14}$/),
  };
}
