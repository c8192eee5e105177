/**
 * A server that logs and seals until somebody kills it. It begins once it is told to, and says whose file every entry that was committed is about, one a line. Arguments:
 * where the data lie, the file of keys, and from where on files are numbered.
 */
import { once } from "node:events";
import { writeSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { keepSealed, logAccess } from "../../src/platform/audit/index.ts";
import { readKeys, signerWith, verifierWith } from "../../src/platform/cipher/index.ts";
import { openDatabase, type DatabasePlace } from "../../src/platform/database/index.ts";

// Whoever is killed cannot keep what it compiled when it ends: the next one begins sooner.
flushCompileCache();
const [place = "", keyPlace = "", first = ""] = process.argv.slice(2);
const { signing } = readKeys(keyPlace, true);
const keys = { signer: signerWith(signing.current), verify: verifierWith(signing.all.map(({ publicKey }) => publicKey)) };
await once(process.stdin, "data");

const { db } = await openDatabase(JSON.parse(place) as DatabasePlace);
keepSealed(db, keys, { everyMs: 5, onFault: (error) => writeSync(2, `${String(error)}\n`) });
let next = Number(first);
const writer = async (name: string) => {
  for (;;) {
    const subject = next++;
    const isDone = await db
      .as({ id: name, areas: ["500106"] }, async (tx) => {
        await logAccess(tx, { act: "registry.read-file", subjects: [subject], fields: ["name"] });
        // Some acts are given up after they were logged.
        if (subject % 7 === 3) throw new Error("given up");
        return true;
      })
      .catch(() => false);
    if (isDone) writeSync(1, `${subject}\n`);
  }
};
await Promise.all(["one", "two", "three", "four"].map(writer));
