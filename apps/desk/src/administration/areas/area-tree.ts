import type { Appointed, Area, AreaList, Zone } from "./area-queries.ts";

type Areas = Pick<AreaList, "areas">;

export function areaOf({ areas }: Areas, code: string | null): Area | undefined {
  return areas.find((area) => area.code === code);
}

/** What an area lies in, from the province down to the area itself. */
export function chainOf(list: Areas, area: Area): readonly Area[] {
  const parent = areaOf(list, area.parent);
  return parent ? [...chainOf(list, parent), area] : [area];
}

/** What lies directly in an area, or stands at the top: those of today first. */
export function areasIn({ areas }: Areas, parent: string | null): readonly Area[] {
  return areas.filter((area) => area.parent === parent).sort((a, b) => Number(b.isValid) - Number(a.isValid));
}

/** Areas that are or were called so, or whose code begins so. */
export function areasNamed({ areas }: Areas, words: string): readonly Area[] {
  return areas.filter(({ code, lines }) => code.startsWith(words) || lines.some(({ name }) => name.includes(words)));
}

/** Zones that are called so. */
export function zonesNamed({ zones }: Pick<AreaList, "zones">, words: string): readonly Zone[] {
  return zones.filter(({ name }) => name.includes(words));
}

/** How many appointments lie in an area itself, somewhere below it, and in what is around it. */
export type AppointmentCounts = { readonly here: number; readonly below: number; readonly above: number };

export function countsOf(appointed: Appointed, { prefix }: Pick<Area, "prefix">): AppointmentCounts {
  const sum = (fits: (area: string) => boolean) => appointed.filter(({ area }) => fits(area)).reduce((all, { count }) => all + count, 0);
  return {
    here: sum((area) => area === prefix),
    below: sum((area) => area !== prefix && area.startsWith(prefix)),
    above: sum((area) => area !== prefix && prefix.startsWith(area)),
  };
}

/** Appointments of today that name an area that is none today, or none that the list has. A village is not listed: it holds as its township does. */
export function astray(
  { areas }: Areas,
  appointed: Appointed,
): readonly { readonly area: string; readonly count: number; readonly ended?: Area }[] {
  return appointed.flatMap(({ area, count }) => {
    const listed = areas.find(({ prefix }) => prefix === area.slice(0, 9));
    if (listed?.isValid) return [];
    return { area, count, ...(listed && { ended: listed }) };
  });
}
