import { execFileSync } from "node:child_process";
import { createCipheriv, createHash, createPublicKey, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sm4 } from "sm-crypto-v2";
import { afterAll, describe, expect, test } from "vitest";
import { cipherWith, makeSigningPair, readKeys, signerWith, verifierWith } from "../../src/platform/cipher/index.ts";
import { Sm4Gcm } from "../../src/platform/cipher/sm4-gcm.ts";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const directory = mkdtempSync(join(tmpdir(), "huican-cipher-"));
const at = (name: string) => join(directory, name);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("the ciphers say what their standards say", () => {
  test.each([
    ["abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"],
    ["abcd".repeat(16), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"],
  ])("SM3 of %s (GB/T 32905, annex A)", (text, digest) => {
    expect(createHash("sm3").update(text).digest("hex")).toBe(digest);
  });

  test("SM4 of one block (GB/T 32907, annex A.1)", () => {
    const key = bytes("0123456789abcdeffedcba9876543210");
    const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
    expect(Buffer.concat([cipher.update(key), cipher.final()]).toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
  });

  test("SM4 of one block, a million times over (GB/T 32907, annex A.2)", () => {
    const key = bytes("0123456789abcdeffedcba9876543210");
    const cipher = createCipheriv("sm4-ecb", key, null).setAutoPadding(false);
    let block = key;
    for (let i = 0; i < 1_000_000; i++) block = cipher.update(block);
    expect(block.toString("hex")).toBe("595298c7c6fd271f0402f804c33d3f66");
  });

  test("SM4-GCM (RFC 8998, annex A.1)", () => {
    const plain = bytes(
      "aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb cccccccccccccccc dddddddddddddddd eeeeeeeeeeeeeeee ffffffffffffffff eeeeeeeeeeeeeeee aaaaaaaaaaaaaaaa",
    );
    const nonce = bytes("00001234567800000000abcd");
    const associated = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
    const gcm = new Sm4Gcm(bytes("0123456789abcdeffedcba9876543210"));
    const sealed = Buffer.concat([
      nonce,
      bytes(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d",
      ),
      bytes("83de3541e4c2b58177e065a9bf7b62ec"),
    ]);
    expect(gcm.seal(nonce, plain, associated)).toEqual(sealed);
    expect(gcm.open(sealed, associated)).toEqual(plain);
  });

  test("SM4-GCM of any text is that of another program, and opens only as it was sealed", () => {
    const anyBytes = (most: number) => fc.uint8Array({ maxLength: most });
    const property = fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      fc.uint8Array({ minLength: 12, maxLength: 12 }),
      anyBytes(100),
      anyBytes(50),
      fc.nat(),
      (key, iv, text, associatedData, place) => {
        const gcm = new Sm4Gcm(key);
        const { output, tag } = sm4.encrypt(text, key, { mode: "gcm", iv, associatedData, output: "array", outputTag: true });
        const sealed = gcm.seal(iv, text, associatedData);
        expect(sealed).toEqual(Buffer.concat([iv, output, tag ?? Buffer.alloc(0)]));
        expect(gcm.open(sealed, associatedData)).toEqual(Buffer.from(text));
        expect(gcm.open(sealed, Buffer.concat([associatedData, Buffer.alloc(1)]))).toBeNull();
        const bit = place % (sealed.length * 8);
        sealed[bit >> 3] = (sealed[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(gcm.open(sealed, associatedData)).toBeNull();
      },
    );
    fc.assert(property, { numRuns: 300, seed: 20_261_126 });
  });
});

/** GB/T 32918.5, annex A.2: the key pair, the message, and the signature with the nonce that the standard draws. */
const standard = {
  privateKey: bytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  publicKey: bytes(
    "04 09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020 ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  message: "message digest",
  r: "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
  s: "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
};
/** Both halves begin with a bit that is set: each has 33 bytes. */
const standardSignature = bytes(`30460221 00${standard.r} 022100 ${standard.s}`);

describe("SM2", () => {
  const pair = makeSigningPair();
  const signer = signerWith(pair);
  const verify = verifierWith([pair.publicKey, standard.publicKey]);
  const standardSigner = signerWith(standard);

  test("the signature of the standard is right, and what differs by a bit is not", () => {
    expect(verify(standardSigner.keyId, standard.message, standardSignature)).toBe("right");
    expect(verify(standardSigner.keyId, "message digesu", standardSignature)).toBe("wrong");
    for (let place = 0; place < standardSignature.length; place += 3) {
      const changed = Buffer.from(standardSignature);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(verify(standardSigner.keyId, standard.message, changed), `byte ${place}`).toBe("wrong");
    }
  });

  test("what is no signature, or has something behind it, is wrong and breaks nothing", () => {
    const signature = signer.sign("x");
    for (const other of [Buffer.alloc(0), Buffer.from([0x30]), signature.subarray(0, -1), Buffer.concat([signature, Buffer.from([0])])])
      expect(verify(signer.keyId, "x", other)).toBe("wrong");
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (garbage) => verify(signer.keyId, "x", garbage) === "wrong"));
  });

  test("whatever is signed is right under its own key and text, and under no other", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.string({ maxLength: 200 }), (text, other) => {
        const signature = signer.sign(text);
        expect(verify(signer.keyId, text, signature)).toBe("right");
        expect(verify(standardSigner.keyId, text, signature)).toBe("wrong");
        if (other !== text) expect(verify(signer.keyId, other, signature)).toBe("wrong");
      }),
      { numRuns: 20 },
    );
    expect(verify("0000000000000000", "x", signer.sign("x"))).toBe("unknown-key");
  });

  test("the plain ECDSA that Node makes with an SM2 key is no SM2 signature", () => {
    openssl(["ecparam", "-name", "SM2", "-genkey", "-noout", "-out", at("trap.pem")]);
    const key = readFileSync(at("trap.pem"), "utf8");
    const point = createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-65);
    const signature = sign("sm3", Buffer.from("x"), key);
    const ofTrap = verifierWith([point]);
    const { keyId } = signerWith({ privateKey: standard.privateKey, publicKey: point });
    expect(ofTrap(keyId, "x", signature)).toBe("wrong");
  });
});

/** There is no test without OpenSSL: whoever checks a checkpoint has nothing else. */
function openssl(args: readonly string[]): string {
  return execFileSync("openssl", args, { encoding: "utf8", cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
}

describe("OpenSSL and SM2", () => {
  const userId = ["-sigopt", "distid:1234567812345678"];

  test("OpenSSL 3 or later is there to be asked", () => {
    expect(openssl(["version"])).toMatch(/^OpenSSL [3-9]/);
  });

  test("OpenSSL verifies what we sign, with the key that we export, and refuses it for another text", () => {
    const signer = signerWith(makeSigningPair());
    writeFileSync(at("key.pem"), signer.publicKeyPem);
    for (const text of ["", "检查点", "x".repeat(10_000)]) {
      writeFileSync(at("text"), text);
      writeFileSync(at("signature"), signer.sign(text));
      const args = ["dgst", "-sm3", "-verify", "key.pem", ...userId, "-signature", "signature", "text"];
      expect(openssl(args)).toContain("Verified OK");
      writeFileSync(at("text"), `${text}.`);
      expect(() => openssl(args)).toThrow("Command failed");
    }
  });

  test("OpenSSL verifies the signature of the standard", () => {
    writeFileSync(at("key.pem"), signerWith(standard).publicKeyPem);
    writeFileSync(at("text"), standard.message);
    writeFileSync(at("signature"), standardSignature);
    expect(openssl(["dgst", "-sm3", "-verify", "key.pem", ...userId, "-signature", "signature", "text"])).toContain("Verified OK");
  });

  test("we verify what OpenSSL signs", () => {
    for (let turn = 0; turn < 5; turn++) {
      openssl(["ecparam", "-name", "SM2", "-genkey", "-noout", "-out", "private.pem"]);
      const point = createPublicKey(readFileSync(at("private.pem"), "utf8"))
        .export({ type: "spki", format: "der" })
        .subarray(-65);
      writeFileSync(at("text"), `检查点${turn}`);
      openssl(["dgst", "-sm3", "-sign", "private.pem", ...userId, "-out", "signature", "text"]);
      const { keyId } = signerWith({ privateKey: standard.privateKey, publicKey: point });
      const verify = verifierWith([point]);
      expect(verify(keyId, `检查点${turn}`, readFileSync(at("signature")))).toBe("right");
      expect(verify(keyId, "检查点", readFileSync(at("signature")))).toBe("wrong");
    }
  });
});

describe("the file of keys", () => {
  const sealing = { current: 1, versions: { "1": "07".repeat(16) }, blind: "09".repeat(32) };

  test("a new file has a pair to sign with, and reading it again gives the same", () => {
    const made = readKeys(at("new.json"), true);
    expect(made.isSigningNew).toBe(false);
    expect(readKeys(at("new.json"), false)).toEqual(made);
    expect(statSync(at("new.json")).mode & 0o777).toBe(0o600);
  });

  test("a file of before the access log gets a pair, once, and keeps everything else", () => {
    writeFileSync(at("old.json"), JSON.stringify(sealing), { mode: 0o600 });
    const first = readKeys(at("old.json"), false);
    expect(first.isSigningNew).toBe(true);
    expect(first.versions.get(1)).toEqual(Uint8Array.from(bytes("07".repeat(16))));
    const again = readKeys(at("old.json"), false);
    expect(again).toEqual({ ...first, isSigningNew: false });
    expect(JSON.parse(readFileSync(at("old.json"), "utf8"))).toMatchObject(sealing);
    expect(statSync(at("old.json")).mode & 0o777).toBe(0o600);
  });

  test("what a killed server left beside the file does not keep the next one from making its pair", () => {
    writeFileSync(at("killed.json"), JSON.stringify(sealing));
    writeFileSync(at("killed.json.new"), "{");
    expect(readKeys(at("killed.json"), false).isSigningNew).toBe(true);
    expect(readKeys(at("killed.json"), false).isSigningNew).toBe(false);
  });

  test("an earlier pair still verifies after another took its place; a pair whose halves do not belong together is refused", () => {
    const { signing } = readKeys(at("rotated.json"), true);
    const file = JSON.parse(readFileSync(at("rotated.json"), "utf8")) as { signing: { current: number; pairs: Record<string, object> } };
    const other = makeSigningPair();
    const hex = (part: Uint8Array) => Buffer.from(part).toString("hex");
    file.signing.pairs["2"] = { privateKey: hex(other.privateKey), publicKey: hex(other.publicKey) };
    file.signing.current = 2;
    writeFileSync(at("rotated.json"), JSON.stringify(file));
    const rotated = readKeys(at("rotated.json"), false).signing;
    expect(hex(rotated.current.publicKey)).toBe(hex(other.publicKey));
    const before = signerWith(signing.current);
    expect(verifierWith(rotated.all.map(({ publicKey }) => publicKey))(before.keyId, "x", before.sign("x"))).toBe("right");
    file.signing.pairs["2"] = { privateKey: hex(signing.current.privateKey), publicKey: hex(other.publicKey) };
    writeFileSync(at("rotated.json"), JSON.stringify(file));
    expect(() => readKeys(at("rotated.json"), false)).toThrow("cipher.keys-unreadable");
  });
});

describe("a thread beside", () => {
  const keys = { current: 2, versions: new Map([[2, new Uint8Array(16).fill(7)]]), blind: new Uint8Array(32).fill(9) };
  const cipher = cipherWith(keys);
  const sealing = (i: number) => ({ text: `1380000000${i}`, purpose: `phone/${i}`, blinds: [{ text: String(i), kind: "phone" }] });

  test("seals and blinds as the cipher does, each question for itself", async () => {
    const thread = cipher.beside();
    try {
      const [one, two] = await Promise.all([thread.seal([sealing(1), sealing(2)]), thread.seal([sealing(3)])]);
      for (const [i, { sealed, keyVersion, blinds }] of [...one, ...two].entries()) {
        const { text, purpose, blinds: parts } = sealing(i + 1);
        expect(cipher.open({ sealed: Buffer.from(sealed, "hex"), keyVersion }, purpose)).toBe(text);
        expect(blinds).toEqual(parts.map((part) => cipher.blind(part.text, part.kind).toString("hex")));
      }
    } finally {
      await thread.end();
    }
  });

  test("says what went wrong in it", async () => {
    const thread = cipherWith({ ...keys, current: 3 }).beside();
    await expect(thread.seal([sealing(1)])).rejects.toThrow(/3/);
    await thread.end();
  });
});
