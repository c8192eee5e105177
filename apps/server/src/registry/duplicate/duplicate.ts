/** What speaks for two files being one person's, and what against it: each with the points that it gives or takes of a hundred. */
const points = {
  "identity-number": 100,
  "identity-in-certificate": 95,
  "certificate-number": 95,
  name: 30,
  "name-sound": 22,
  "name-character": 15,
  phone: 25,
  "phone-tail": 10,
  "birth-date": 20,
  "birth-date-near": 8,
  address: 20,
  guardian: 10,
  area: 10,
  "sex-differs": -25,
  // Who was entered as a member beside the other was looked at beside the other: twins share everything else.
  "same-household": -60,
  related: -60,
} as const;

export type DuplicateReason = keyof typeof points;

/** From so many points on a pair is shown to somebody. */
const shownFrom = 60;

/** What is known of a pair; of the names and numbers only whether they agree. */
export type PairEvidence = {
  readonly firstId: number;
  readonly secondId: number;
  readonly sameIdentity: boolean;
  readonly identityInCertificate: boolean;
  readonly sameCertificate: boolean;
  readonly samePhone: boolean;
  readonly sameTail: boolean;
  readonly sameGuardian: boolean;
  readonly sameHousehold: boolean;
  readonly isRelated: boolean;
  readonly sameArea: boolean;
  readonly sexDiffers: boolean;
  readonly births: readonly [string | null, string | null];
  readonly names: readonly [string | null, string | null];
  readonly sounds: readonly [string | null, string | null];
  readonly deceased: readonly [boolean, boolean];
  readonly validCertificate: readonly [boolean, boolean];
  /** What each receives, by the names of the vocabulary. */
  readonly received: readonly [readonly string[], readonly string[]];
};

/** 重复档案的线索: two files that may be one person's, with the reasons and the harm while they stay two. */
export type Duplicate = {
  readonly firstId: number;
  readonly secondId: number;
  readonly reasons: readonly DuplicateReason[];
  /** 0 to 100. */
  readonly score: number;
  /** 1 both receive the same, 2 one is dead and the other alive, 3 both hold a valid certificate, 4 one of them receives something, 5 nothing of that. */
  readonly harm: number;
  /** What both receive. */
  readonly received: readonly string[];
};

export function reasonsOf(pair: PairEvidence): readonly DuplicateReason[] {
  const [birth, otherBirth] = pair.births;
  const said: readonly (readonly [DuplicateReason, boolean])[] = [
    ["identity-number", pair.sameIdentity],
    ["identity-in-certificate", pair.identityInCertificate && !pair.sameIdentity],
    ["certificate-number", pair.sameCertificate],
    ["phone", pair.samePhone],
    ["phone-tail", pair.sameTail && !pair.samePhone],
    ["birth-date", birth !== null && birth === otherBirth],
    ["birth-date-near", birth !== null && otherBirth !== null && isSlip(birth, otherBirth)],
    ["guardian", pair.sameGuardian],
    ["area", pair.sameArea],
    ["sex-differs", pair.sexDiffers],
    ["same-household", pair.sameHousehold],
    ["related", pair.isRelated && !pair.sameHousehold],
  ];
  const name = nameReason(pair);
  return [...said.flatMap(([reason, is]) => (is ? [reason] : [])), ...(name ? [name] : [])];
}

export function scoreOf(reasons: readonly DuplicateReason[]): number {
  const sum = reasons.reduce((total, reason) => total + points[reason], 0);
  return Math.min(100, Math.max(0, sum));
}

/** Whether somebody should look at it; `mayShareAddress` where the addresses were not compared yet. */
export function isShown(reasons: readonly DuplicateReason[], mayShareAddress = false): boolean {
  return scoreOf(mayShareAddress ? [...reasons, "address"] : reasons) >= shownFrom;
}

/** How bad it is that the two stay two: paid twice comes first. */
export function harmOf({ received: [first, second], deceased, validCertificate }: PairEvidence): Pick<Duplicate, "harm" | "received"> {
  const received = first.filter((benefit) => second.includes(benefit));
  if (received.length > 0) return { harm: 1, received };
  if (deceased[0] !== deceased[1]) return { harm: 2, received };
  if (validCertificate[0] && validCertificate[1]) return { harm: 3, received };
  return { harm: first.length + second.length > 0 ? 4 : 5, received };
}

function nameReason({ names: [name, other], sounds: [sound, otherSound] }: PairEvidence): DuplicateReason | null {
  if (name === null || other === null) return null;
  if (name === other) return "name";
  if (sound !== null && sound !== "" && sound === otherSound) return "name-sound";
  return differInOne(Array.from(name), Array.from(other)) ? "name-character" : null;
}

/** One part of the date is another, or day and month were exchanged. */
function isSlip(day: string, other: string): boolean {
  const [one, two] = [day.split("-"), other.split("-")];
  return differInOne(one, two) || (one[0] === two[0] && one[1] === two[2] && one[2] === two[1] && one[1] !== one[2]);
}

function differInOne(one: readonly string[], two: readonly string[]): boolean {
  return one.length === two.length && one.filter((each, i) => each !== two[i]).length === 1;
}
