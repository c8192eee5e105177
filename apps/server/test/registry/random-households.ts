import type { HouseholdHistory } from "../../src/registry/index.ts";
import { numbered } from "./numbers.ts";
import { randomOf } from "./random-of.ts";

/** Days on which something was recorded. */
const days = ["2021-05-01", "2023-05-01", "2025-05-01"] as const;

type Said = HouseholdHistory["records"][number];

/** Households of which this or that is not known, by themselves or as their members. */
export function* randomHouseholds(seed: number, many: number): Generator<HouseholdHistory> {
  const below = randomOf(seed);
  const pick = <T>(...from: readonly T[]): T => from[below(from.length)] as T;
  let number = 0;
  for (let h = 1; h <= many; h++) {
    const first = number + 1;
    const size = 1 + below(4);
    const roles = [
      "head",
      pick("spouse", "spouse", "child", "other"),
      pick("child", "parent", "other"),
      pick("child", "parent", "other"),
    ] as const;
    const isWholly = below(2) === 0;
    const said = (kind: string, body: Said["body"], from: string = pick("2019-01-01", "2019-01-01", "2022-06-01")): Said => ({
      kind,
      validFrom: from,
      validTo: null,
      source: pick<Said["source"]>("officer", "police"),
      recordedOn: pick(...days),
      body,
    });
    const members = roles.slice(0, size).map((relationToHead, place) => {
      number++;
      const status = isWholly ? pick("none", "valid", "valid", "cancelled") : pick("", "", "none", "valid", "valid", "valid", "frozen");
      const isValid = status !== "" && status !== "none";
      const birth = `19${pick("35", "50", "63", "64", "65", "66", "80")}-0${1 + below(9)}-15`;
      return {
        number,
        name: "某人",
        identityNumber: numbered(`990106${birth.replaceAll("-", "")}${String(number).padStart(3, "0")}`),
        certificateNumber: null,
        phone: null,
        bankAccount: null,
        address: "测试路1号",
        relationToHead,
        guardian: null,
        parents: place > 1 && below(3) === 0 ? [first, first + 1] : [],
        records: [
          { ...said("hukou", { "person.hukou_region": "500106001" }, "2019-01-01"), recordedOn: "2021-05-01", source: "police" as const },
          ...(isWholly || below(4) > 0 ? [said("birth", { "person.birth_date": birth, "person.sex": "male" }, birth)] : []),
          ...(status === ""
            ? []
            : [
                said("certificate", {
                  "certificate.status": status,
                  ...(isValid && below(6) > 0 && { "disability.visual": pick(0, 0, 1, 3), "disability.hearing": pick(0, 0, 2) }),
                  ...(isValid && { "certificate.expires_on": pick("2023-12-31", "2026-11-25", "2030-01-01") }),
                }),
              ]),
          ...(below(8) === 0 ? [said("person.deceased", { "person.deceased": true })] : []),
          ...(below(12) === 0 ? [said("diagnosis.hearing", { "diagnosis.hearing": true })] : []),
        ],
      };
    });
    const records = [
      ...(isWholly || below(2) === 0 ? [said("household", { isComplete: isWholly || below(3) > 0 })] : []),
      ...(below(3) === 0 ? [said("household.disabled_members", { "household.disabled_members": below(4) })] : []),
      ...(below(5) === 0 ? [said("household.couple_both_blind_or_deaf", { "household.couple_both_blind_or_deaf": below(2) === 0 })] : []),
      ...(below(5) === 0 ? [said("household.elderly_and_disabled", { "household.elderly_and_disabled": below(2) === 0 })] : []),
    ];
    yield { number: h, members, records };
  }
}
