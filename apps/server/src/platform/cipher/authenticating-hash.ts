const blockBytes = 16;
/** Of each byte of a block, every value it can have. */
const wordsPerByte = 256 * 4;
/** x^128 = x^7 + x^2 + x + 1, with the bits of a byte as GCM has them: the first is the coefficient of x^0. */
const reduction = 0xe1000000;

/**
 * GHASH (NIST SP 800-38D, 6.4): what authenticates in GCM. One key hashes many short texts, so all multiples of it are worked out once: 64 KB. The libraries that have it
 * work them out anew for each text, which takes ten times as long as the text itself.
 */
export class AuthenticatingHash {
  private readonly multiples: Uint32Array;

  /** @param key the sealed block of zeros: 16 bytes */
  constructor(key: Uint8Array) {
    this.multiples = multiplesOf(key);
  }

  /** @returns 16 bytes over both texts and their lengths */
  over(associated: Uint8Array, text: Uint8Array): Buffer {
    const state = new Uint32Array(4);
    this.take(state, associated);
    this.take(state, text);
    const lengths = Buffer.alloc(blockBytes);
    // In bits. What is sealed here is far shorter than 2^29 bytes.
    lengths.writeUInt32BE(associated.length * 8, 4);
    lengths.writeUInt32BE(text.length * 8, 12);
    this.take(state, lengths);
    const result = Buffer.alloc(blockBytes);
    for (let word = 0; word < 4; word++) result.writeUInt32BE(state[word] as number, word * 4);
    return result;
  }

  /** Block by block; the last is filled up with zeros. */
  private take(state: Uint32Array, bytes: Uint8Array): void {
    const { multiples } = this;
    for (let from = 0; from < bytes.length; from += blockBytes) {
      let [first, second, third, fourth] = [0, 0, 0, 0];
      for (let place = 0; place < blockBytes; place++) {
        const before = ((state[place >> 2] as number) >>> (24 - 8 * (place & 3))) & 0xff;
        const at = place * wordsPerByte + (before ^ (bytes[from + place] ?? 0)) * 4;
        first ^= multiples[at] as number;
        second ^= multiples[at + 1] as number;
        third ^= multiples[at + 2] as number;
        fourth ^= multiples[at + 3] as number;
      }
      state[0] = first;
      state[1] = second;
      state[2] = third;
      state[3] = fourth;
    }
  }
}

/** For each place of a byte and each value of it, the product of the key and that byte. */
function multiplesOf(key: Uint8Array): Uint32Array {
  const multiples = new Uint32Array(blockBytes * wordsPerByte);
  const view = new DataView(key.buffer, key.byteOffset, blockBytes);
  const product = [0, 4, 8, 12].map((at) => view.getUint32(at));
  for (let place = 0; place < blockBytes; place++)
    for (let bit = 0x80; bit > 0; bit >>= 1) {
      // Each value whose lowest bit this is, is this bit and a value that comes before it in the order of bits.
      for (let higher = 0; higher < 256; higher += bit * 2)
        for (let word = 0; word < 4; word++) {
          const at = place * wordsPerByte + word;
          multiples[at + (higher + bit) * 4] = (multiples[at + higher * 4] as number) ^ (product[word] as number);
        }
      timesX(product);
    }
  return multiples;
}

/** The key times x, then times x^2 and so on: one bit further, and what falls out comes back at the other end. */
function timesX(product: number[]): void {
  let carry = 0;
  for (let word = 0; word < 4; word++) {
    const each = product[word] as number;
    product[word] = ((each >>> 1) | (carry << 31)) >>> 0;
    carry = each & 1;
  }
  if (carry === 1) product[0] = ((product[0] as number) ^ reduction) >>> 0;
}
