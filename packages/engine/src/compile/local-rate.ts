import type { AmountLine, Benefit } from "../compiled-pack.ts";
import { suggestion } from "./fault.ts";
import type { PackSource } from "./read-pack.ts";

/** A district's own rate from `rates:` of a pack in the lineage becomes the amount, where the document leaves it open. */
export function withLocalRate(benefit: Benefit, lineage: readonly PackSource[]): Benefit {
  const source = lineage.map((pack) => pack.rates.get(benefit.key)).findLast((candidate) => candidate.exists);
  if (!source) return benefit;
  source.shape(["yuan", "source"], ["note"]);
  const fen = Math.round(source.get("yuan").number() * 100);
  if (!benefit.amounts.some(isOpen))
    source.fail("wrong_shape", {
      zh: `“${benefit.key}”的金额由文件定死，不能在 rates 里另定。`,
      en: `The amount of "${benefit.key}" is settled by the document; rates cannot set it.`,
      fixZh: "文件改了金额的，请在 measures 里用 changes 写明新的金额和条款。",
      fixEn: "Where your document changes it, write the new amount and its clause under changes in measures.",
    });
  const amounts = benefit.amounts.map((line) => {
    if (line.kind === "floor" && line.minFen !== null && fen < line.minFen) {
      source.fail("below_floor", {
        zh: `本地标准${fen / 100}元低于文件规定的最低${line.minFen / 100}元。`,
        en: `The local rate of ${fen / 100} yuan is below the floor of ${line.minFen / 100} yuan.`,
        fixZh: `请写${line.minFen / 100}元或以上。`,
        fixEn: `Write ${line.minFen / 100} yuan or more.`,
      });
    }
    return isOpen(line) ? { ...line, kind: "fixed" as const, fen, minFen: null, source: source.get("source").string() } : line;
  });
  return { ...benefit, amounts };
}

function isOpen(line: AmountLine): boolean {
  return line.kind === "floor" || line.kind === "unset";
}

/** Faults for rates of benefits that do not exist. */
export function checkRates(pack: PackSource, keys: ReadonlySet<string>): void {
  for (const { key, keySource } of pack.rates.entries()) {
    if (!keys.has(key))
      keySource.fail("unknown_name", { zh: `没有待遇“${key}”。`, en: `There is no benefit "${key}".`, ...suggestion(key, keys) });
  }
}
