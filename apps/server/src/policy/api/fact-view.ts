import type { Fact as WireFact, Wire } from "@huican/contract";
import { decode, type Fact, type Pack } from "@huican/engine";

/** A fact as a caller reads it. @param pack gives a region the places of its district to choose among */
export function factView(fact: Fact, pack?: Pack): Wire<typeof WireFact> {
  const { name, type, label, ask, help, why, insteadOf, onlyWith, range } = fact;
  const closed = fact.closed === undefined ? null : decode(fact, fact.closed);
  const choices = choicesOf(fact, pack);
  return {
    name,
    type,
    label,
    ...(ask && { ask }),
    ...(help && { help }),
    ...(why && { why }),
    ...(choices.length > 0 && { choices }),
    ...(range && { range: { least: range[0], greatest: range[1] } }),
    ...(closed !== null && { closed }),
    ...(insteadOf !== undefined && { instead_of: insteadOf }),
    ...(onlyWith !== undefined && { only_with: onlyWith }),
    // The age is computed too, but may be given instead of the birth date.
    ...(fact.derived && insteadOf === undefined && { derived: true }),
    ...(fact.sensitive && { sensitive: true }),
    ...(fact.officer && { officer: true }),
    ...(fact.procedure && { procedure: true }),
  };
}

function choicesOf(fact: Fact, pack: Pack | undefined): readonly { readonly value: string; readonly text: Fact["label"] }[] {
  if (fact.type === "region") return (pack?.compiled.places ?? []).map(({ code, text }) => ({ value: code, text }));
  return (fact.values ?? []).map(({ key, text }) => ({ value: key, text }));
}
