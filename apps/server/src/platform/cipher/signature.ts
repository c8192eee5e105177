import { hash } from "node:crypto";
import { sm2 } from "sm-crypto-v2";

/** A pair of SM2 (GB/T 32918): a whole number below the order of the curve, and an uncompressed point. */
export type SigningPair = { readonly privateKey: Uint8Array; readonly publicKey: Uint8Array };

/** Signs with the current pair of this installation. */
export type Signer = {
  readonly keyId: string;
  /** The public key as OpenSSL reads it. */
  readonly publicKeyPem: string;
  /** @returns the signature in DER, with SM3 and the default user id of GB/T 35276 */
  readonly sign: (text: string) => Buffer;
};

/** Whether a signature is that of a pair; `unknown-key` where no pair has this id. */
export type Verifier = (keyId: string, text: string, signature: Uint8Array) => "right" | "wrong" | "unknown-key";

/** A new pair from the system's randomness. */
export function makeSigningPair(): SigningPair {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  return { privateKey: Buffer.from(privateKey, "hex"), publicKey: Buffer.from(publicKey, "hex") };
}

/** Whether both halves belong together. */
export function isPair({ privateKey, publicKey }: SigningPair): boolean {
  try {
    return sm2.getPublicKeyFromPrivateKey(hex(privateKey)) === hex(publicKey);
  } catch {
    return false;
  }
}

// `crypto.sign("sm3", …)` of Node makes a plain ECDSA signature on this curve, which no SM2 verifies: the library does what the standard says.
export function signerWith({ privateKey, publicKey }: SigningPair): Signer {
  const options = { hash: true, der: true, publicKey: hex(publicKey) } as const;
  const secret = hex(privateKey);
  return {
    keyId: keyIdOf(publicKey),
    publicKeyPem: publicKeyPem(publicKey),
    sign: (text) => Buffer.from(sm2.doSignature(Buffer.from(text), secret, options), "hex"),
  };
}

export function verifierWith(publicKeys: readonly Uint8Array[]): Verifier {
  // Multiples of the key are worked out once: each signature then takes a fifth of the time.
  const points = new Map(publicKeys.map((key) => [keyIdOf(key), sm2.precomputePublicKey(hex(key))]));
  return (keyId, text, signature) => {
    const point = points.get(keyId);
    if (!point) return "unknown-key";
    const numbers = numbersOf(signature);
    try {
      return numbers !== null && sm2.doVerifySignature(Buffer.from(text), numbers, point, { hash: true }) ? "right" : "wrong";
    } catch {
      // Numbers that add up to nothing on the curve.
      return "wrong";
    }
  };
}

/** The order of the curve. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

/**
 * The two numbers of a signature in DER, 64 digits each, or null where it is none. The library reads DER loosely, other bytes in the place of its marks and anything behind
 * it: of a signature there is one form only, so that changing any byte of it shows.
 */
function numbersOf(signature: Uint8Array): string | null {
  const first = wholeNumberAt(signature, 2);
  const second = first && wholeNumberAt(signature, first.end);
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2 || !second || second.end !== signature.length) return null;
  return `${first.digits}${second.digits}`;
}

/** A whole number of DER that is a half of a signature, in as few bytes as it takes. */
function wholeNumberAt(bytes: Uint8Array, place: number): { readonly digits: string; readonly end: number } | null {
  const [mark, length = 0, first = 0, next = 0] = bytes.subarray(place);
  const end = place + 2 + length;
  const isNegative = first >= 0x80;
  const isPadded = first === 0 && next < 0x80;
  if (mark !== 0x02 || length === 0 || end > bytes.length || isNegative || isPadded) return null;
  const value = BigInt(`0x${hex(bytes.subarray(place + 2, end))}`);
  return value < order ? { digits: value.toString(16).padStart(64, "0"), end } : null;
}

/** What a key is called: the beginning of its SM3. */
function keyIdOf(publicKey: Uint8Array): string {
  return hash("sm3", publicKey, "hex").slice(0, 16);
}

/** SubjectPublicKeyInfo of an elliptic curve key (1.2.840.10045.2.1) on SM2's curve (1.2.156.10197.1.301). */
const derBeforePoint = Buffer.from("3059301306072a8648ce3d020106082a811ccf5501822d034200", "hex");

function publicKeyPem(publicKey: Uint8Array): string {
  const text = Buffer.concat([derBeforePoint, publicKey]).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${text.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END PUBLIC KEY-----\n`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
