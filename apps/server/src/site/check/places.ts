import { isWithin, parseRegion, type Pack, type Text } from "@huican/engine";

/** A place that an answer can name: a region code and what people call it. */
export type Place = { readonly code: string; readonly text: Text };

/** Somewhere that no document of ours is about; codes that begin with 99 belong to nobody. */
const elsewhere: Place = { code: "990000", text: { zh: "其他地方", en: "Somewhere else" } };

/** The places of the documents, the regions beside them that a document tells apart, and elsewhere. */
export function placesOf(packs: readonly Pack[]): readonly Place[] {
  const own = packs.flatMap((pack) => {
    const { region, regionText } = pack.compiled;
    return region && regionText ? [{ code: region, text: regionText }] : [];
  });
  const isInside = (code: string) => own.some((place) => contains(place.code, code));
  const beside = packs.flatMap(({ compiled }) => compiled.places.filter(({ code }) => !isInside(code)));
  const named = own.map((place) => (own.some((other) => isPartOf(other.code, place.code)) ? withoutPart(place) : place));
  return [...new Map([...named, ...beside, elsewhere].map((place) => [place.code, place])).values()];
}

/** The documents of a place, the narrowest where one place lies inside another: a county that has its own goes by that. */
export function documentsAt(packs: readonly Pack[], code: string): readonly Pack[] {
  const around = packs.filter(({ compiled }) => compiled.region !== null && contains(compiled.region, code));
  return around.filter(({ compiled }) => !around.some((other) => isPartOf(other.compiled.region ?? "", compiled.region ?? "")));
}

function isPartOf(code: string, outer: string): boolean {
  return code !== outer && contains(outer, code);
}

function contains(outer: string, code: string): boolean {
  const [region, around] = [parseRegion(code), parseRegion(outer)];
  return region !== null && around !== null && isWithin(region, around);
}

function withoutPart({ code, text }: Place): Place {
  return { code, text: { zh: `${text.zh}（其他区县）`, en: `${text.en} (other districts and counties)` } };
}
