import type { CompiledPack } from "../compiled-pack.ts";
import { isWithin, parseRegion, regionSize } from "../region.ts";
import type { Text } from "../text.ts";

/** The region that stands for "here" on both sides where two places are compared as one: a district of a province that does not exist. */
const anywhere = 980_001_000_000;

type Place = { readonly region: number; readonly text: Text };

/** How the places of two documents stand to each other, and what a region of either means beside the other. */
export class Places {
  /** Two places apart are taken as one: to be registered here is the same condition in both. A place inside another is not: who lives in the county lives in its city. */
  readonly relation: "same" | "nested" | "apart";
  /** Where an ordinary person lives. */
  readonly home: number;
  private readonly around: Place | null = null;
  private readonly homeText: Text = { zh: "本地", en: "here" };

  constructor(left: CompiledPack, right: CompiledPack) {
    const [before, after] = [placeOf(left), placeOf(right)];
    this.relation = "apart";
    this.home = anywhere;
    if (!before || !after) return;
    const [inner, outer] = isWithin(before.region, after.region) ? [before, after] : [after, before];
    if (!isWithin(inner.region, outer.region)) return;
    this.home = inner.region;
    this.relation = inner.region === outer.region ? "same" : "nested";
    if (this.relation === "same") return;
    this.homeText = { zh: inner.text.zh, en: `in ${inner.text.en}` };
    this.around = outer;
  }

  /** A region of a document in the comparison: the document's own, and those around it, are made the same on both sides where the places are apart. */
  shared(document: CompiledPack, region: number): number {
    const own = placeOf(document)?.region;
    if (this.relation !== "apart" || own === undefined) return region;
    if (region === own) return anywhere;
    const isAround = region < own && own < region + regionSize(region);
    return isAround ? anywhere - (anywhere % regionSize(region)) : region;
  }

  /** Whether a region stands for "here" and has no code of its own. */
  isAnywhere(region: number): boolean {
    return this.relation === "apart" && isWithin(region, anywhere);
  }

  /** Where a region is, seen from here. */
  text(region: number): Text {
    const { zh, en } = this.homeText;
    if (isWithin(region, this.home)) return { zh: `在${zh}`, en };
    if (!this.around) return { zh: `不在${zh}`, en: "elsewhere" };
    const around = this.around.text;
    const within = zh.startsWith(around.zh) ? zh.slice(around.zh.length) : zh;
    return isWithin(region, this.around.region)
      ? { zh: `在${around.zh}、不在${within}`, en: `in ${around.en}, not ${en}` }
      : { zh: `不在${around.zh}`, en: `not in ${around.en}` };
  }
}

function placeOf({ region, regionText, text }: CompiledPack): Place | null {
  const code = region === null ? null : parseRegion(region);
  return code === null ? null : { region: code, text: regionText ?? text };
}
