import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();
const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64url");

/** What a device signs, and where; a test may say that it was asked something else. */
type Asked = { readonly challenge: string; readonly origin: string; readonly host: string };

/** A device with one passkey, made of a real key: what it sends is what a browser would. */
export function softwarePasskey(userHandle: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;

  // COSE, in CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
  const coordinate = (text: string) => Buffer.from(text, "base64url");
  const cose = Buffer.concat([Buffer.from("a5010203262001215820", "hex"), coordinate(x), Buffer.from("225820", "hex"), coordinate(y)]);
  const count = () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(++counter);
    return bytes;
  };
  const clientData = (type: string, { challenge, origin }: Asked) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

  return {
    id: b64(id),
    /** Forgets how often it was used, as a copy of the device would. */
    rewind: () => {
      counter = 0;
    },
    make: (asked: Asked) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      // User present, user verified, and a key comes along.
      const authData = Buffer.concat([sha256(asked.host), Buffer.from([0x45]), count(), Buffer.alloc(16), length, id, cose]);
      // {"fmt": "none", "attStmt": {}, "authData": …} in CBOR.
      const attestation = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from("fmt"),
        Buffer.from([0x64]),
        Buffer.from("none"),
        Buffer.from([0x67]),
        Buffer.from("attStmt"),
        Buffer.from([0xa0, 0x68]),
        Buffer.from("authData"),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key" as const,
        response: { clientDataJSON: b64(clientData("webauthn.create", asked)), attestationObject: b64(attestation), transports: [] },
        clientExtensionResults: {},
      };
    },
    /** @param flags 5: somebody was there and was known; 1: somebody was there */
    answer: (asked: Asked, { flags = 5, handle = userHandle }: { readonly flags?: number; readonly handle?: string } = {}) => {
      const authenticatorData = Buffer.concat([sha256(asked.host), Buffer.from([flags]), count()]);
      const clientDataJSON = clientData("webauthn.get", asked);
      const signature = sign("sha256", Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey);
      return {
        id: b64(id),
        rawId: b64(id),
        type: "public-key" as const,
        response: {
          clientDataJSON: b64(clientDataJSON),
          authenticatorData: b64(authenticatorData),
          signature: b64(signature),
          userHandle: b64(handle),
        },
        clientExtensionResults: {},
      };
    },
  };
}
