import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addKeyVersion, bringBackKeys, copyKeys, readKeys, type KeyPlace } from "../../src/platform/cipher/index.ts";
import { replaceText, textAt } from "../../src/platform/cipher/key-place.ts";
import { openRegister } from "../../src/registry/index.ts";
import { smallVocabulary } from "./whole-register.ts";

describe("keys that a service keeps", () => {
  const folder = mkdtempSync(join(tmpdir(), "huican-keys-"));
  const program = join(import.meta.dirname, "key-program.ts");
  const place: KeyPlace = { program, folder };
  let service: ChildProcess;

  const begin = async () => {
    service = spawn(process.execPath, [join(import.meta.dirname, "key-service.ts"), "secret"], { stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(service.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    vi.stubEnv("KEY_SERVICE_PORT", port.toString().trim());
    vi.stubEnv("KEY_SERVICE_TOKEN", "secret");
  };
  const end = async () => {
    const ended = once(service, "close");
    service.kill();
    await ended;
  };
  // The program is found as `node` of the path: that of these tests.
  beforeAll(() => vi.stubEnv("PATH", `${join(process.execPath, "..")}:${process.env["PATH"]}`));
  beforeEach(async () => {
    if (service?.exitCode === null && !service.killed) await end();
    await begin();
  });
  afterAll(async () => {
    await end();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test("are made in it at the first start and fetched at the next; none lies on this machine", async () => {
    const settings = { place: { directory: join(folder, "data") }, keyPlace: place, isDemo: undefined };
    const vocabulary = await smallVocabulary();
    const first = await openRegister(settings, vocabulary, true);
    const sealed = first.cipher.seal("13800000000", "phone/1");
    await first.close();
    const again = await openRegister(settings, vocabulary, false);
    expect(again.cipher.open(sealed, "phone/1")).toBe("13800000000");
    await again.close();
    expect(existsSync(join(folder, "keys.json"))).toBe(false);
    expect(readdirSync(join(folder, "data")).filter((name) => name.includes("key"))).toEqual([]);

    vi.stubEnv("KEY_SERVICE_TOKEN", "guessed");
    await expect(openRegister(settings, vocabulary, false)).rejects.toMatchObject({ code: "cipher.key-program-failed" });
    // A service that has lost them, or another office's: nothing new is made beside sealed values.
    await end();
    await begin();
    await expect(openRegister(settings, vocabulary, true)).rejects.toMatchObject({ code: "cipher.keys-missing" });
    readKeys(place, true);
    // What is said names what is configured: there is no file to look for.
    const other: unknown = await openRegister(settings, vocabulary, true).catch((error: unknown) => error);
    expect(other).toMatchObject({ code: "cipher.other-keys", zh: expect.stringContaining("HUICAN_KEY_PROGRAM") as string });
    expect(JSON.stringify(other)).not.toMatch(/密钥文件|file of keys|HUICAN_KEYS/);
  });

  test("get a new version; of two who replace them at once one does", () => {
    readKeys(place, true);
    const before = textAt(place) ?? "";
    expect(addKeyVersion(place)).toBe(2);
    expect([...readKeys(place, false).versions.keys()]).toEqual([1, 2]);
    expect(replaceText(place, before, before)).toBe(false);
    expect(readKeys(place, false).current).toBe(2);
  });

  test("are copied with a passphrase, and brought back to a service that has none and to no other", async () => {
    const copy = join(folder, "copy.json");
    const made = readKeys(place, true);
    await copyKeys(place, copy, "a long passphrase");
    await expect(bringBackKeys(copy, place, "a long passphrase")).rejects.toMatchObject({ code: "cipher.keys-are-there" });
    await end();
    await begin();
    await bringBackKeys(copy, place, "a long passphrase");
    expect(readKeys(place, false)).toEqual(made);
  });

  test("are refused in a sentence where the program is missing, fails, or says something else", () => {
    const refused = (code: string) => expect.objectContaining({ code });
    expect(() => readKeys({ program: join(folder, "nowhere"), folder }, true)).toThrow(refused("cipher.key-program-failed"));
    const other = join(folder, "other");
    const says = (lines: string) => writeFileSync(other, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
    says("echo 服务不在; exit 1");
    expect(() => readKeys({ program: other, folder }, true)).toThrow(refused("cipher.key-program-failed"));
    says("echo 你好");
    expect(() => readKeys({ program: other, folder }, true)).toThrow(refused("cipher.keys-unreadable"));
    // Says that it keeps them, and does not.
    says('[ "$1" = put ] && { cat > /dev/null; exit 0; }; exit 3');
    expect(() => readKeys({ program: other, folder }, true)).toThrow(refused("cipher.keys-missing"));
  });
});
