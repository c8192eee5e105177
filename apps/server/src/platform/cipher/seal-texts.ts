import type { Cipher } from "./index.ts";

/** A text that is to be sealed for a purpose, and under which kinds parts of it are to be found again. */
export type Sealing = {
  readonly text: string;
  readonly purpose: string;
  readonly blinds: readonly { readonly text: string; readonly kind: string }[];
};

/** What became of it, in hexadecimal digits. */
export type SealedText = { readonly sealed: string; readonly keyVersion: number; readonly blinds: readonly string[] };

export function sealTexts(cipher: Cipher, sealings: readonly Sealing[]): readonly SealedText[] {
  return sealings.map(({ text, purpose, blinds }) => {
    const { sealed, keyVersion } = cipher.seal(text, purpose);
    return {
      sealed: sealed.toString("hex"),
      keyVersion,
      blinds: blinds.map((blind) => cipher.blind(blind.text, blind.kind).toString("hex")),
    };
  });
}
