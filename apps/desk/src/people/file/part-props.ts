import type { Moment, PersonFile } from "../people-queries.ts";

/** What every part of a file is given: the file, and as on which day. */
export type PartProps = { readonly file: PersonFile; readonly moment: Moment };
