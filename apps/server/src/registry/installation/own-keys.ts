import type { LogKeys } from "../../platform/audit/index.ts";
import {
  cipherWith,
  keysMark,
  nameOfPlace,
  readKeys,
  signerWith,
  verifierWith,
  type Cipher,
  type KeyPlace,
} from "../../platform/cipher/index.ts";
import { cipherErrors } from "../../platform/errors.ts";
import type { Installation } from "./installation-store.ts";

/** The keys of this installation at work: what seals, and what signs the access log. */
export type OwnKeys = {
  readonly cipher: Cipher;
  /** What signs the access log. */
  readonly logKeys: LogKeys;
  /** Whether the keys have just got a pair to sign with: their copies are too old then. */
  readonly isSigningNew: boolean;
  /** Whether what gives somebody a right counts only with a stamp; where not, whoever opens the register stamps what is there. */
  readonly isStamped: boolean;
};

/** @param mayMake whether nothing was ever sealed with other keys @throws Refusal as {@link readKeys} does */
export function ownKeys(keyPlace: KeyPlace, mayMake: boolean): OwnKeys {
  const { signing, isSigningNew, isStamped, ...sealing } = readKeys(keyPlace, mayMake);
  const cipher = cipherWith(sealing, () => readKeys(keyPlace, false));
  const verify = verifierWith(signing.all.map(({ publicKey }) => publicKey));
  return { cipher, logKeys: { signer: signerWith(signing.current), verify }, isSigningNew, isStamped };
}

/** @throws Refusal where the keys are those of another installation */
export function refuseOtherKeys(
  cipher: Cipher,
  installation: Installation | undefined,
  keyPlace: KeyPlace,
): asserts installation is Installation {
  if (!installation?.keysMark.equals(keysMark(cipher))) throw cipherErrors.otherKeys(nameOfPlace(keyPlace));
}
