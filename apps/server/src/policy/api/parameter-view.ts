import type { ParametersAnswer, Wire } from "@huican/contract";
import { formatDay, toYuan, type Benefit, type Parameter, type Program } from "@huican/engine";

type ParametersView = Omit<Wire<typeof ParametersAnswer>, "pack" | "version" | "hash" | "as_of">;
type ParameterValue = boolean | number | string;

/** Everything that may stand in `params` on the program's day. */
export function parametersView({ pack, setting }: Program): ParametersView {
  const { parameters, benefits } = pack.compiled;
  return {
    parameters: parameters.map((parameter) => {
      const { name, text, type, per, source, values } = parameter;
      const onDay = setting.param(name);
      return {
        name,
        text,
        type,
        per,
        source,
        value: Number.isNaN(onDay) ? null : written(parameter, onDay),
        values: values.map(({ from, to, value, source: of }) => ({ from, to, value: written(parameter, value), source: of })),
      };
    }),
    rates: benefits.flatMap((benefit, position) => {
      const bounds = boundsOf((setting.rates[position] ?? []).map(({ line }) => line));
      return bounds ? [{ name: `rate.${benefit.key}`, benefit: benefit.key, ...bounds }] : [];
    }),
    switches: benefits.filter(({ isSwitch }) => isSwitch).map(({ key }) => ({ name: `enabled.${key}`, benefit: key })),
  };
}

function written({ type }: Parameter, value: number): ParameterValue {
  switch (type) {
    case "bool":
      return value === 1;
    case "money":
      return toYuan(value);
    case "date":
      return formatDay(value);
    case "int":
      return value;
  }
}

/** Between what a district may set a rate; null where the document sets it or nothing is paid. */
function boundsOf(lines: readonly Benefit["amounts"][number][]) {
  const [first] = lines;
  const isOpen = lines.every(({ kind }) => kind === "floor" || kind === "unset" || kind === "range" || kind === "cap");
  if (!first || !isOpen) return null;
  const least = Math.max(...lines.map(({ minFen }) => minFen ?? 0));
  const greatest = Math.min(...lines.map(({ maxFen }) => maxFen ?? Number.POSITIVE_INFINITY));
  return { per: first.per, least: toYuan(least), greatest: Number.isFinite(greatest) ? toYuan(greatest) : null };
}
