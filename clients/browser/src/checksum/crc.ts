// Cyclic redundancy checks with one table of 256 entries each. All are reflected, begin with ones and end inverted.

/** A checksum that is fed in pieces. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** The value, most significant byte first. */
  value(): Uint8Array;
}

const CRC32 = 0xedb88320;
const CRC32C = 0x82f63b78;
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

function table32(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let crc = index;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    return crc;
  });
}

class Crc32 implements Digest {
  readonly #table: Uint32Array;
  #crc = 0xffffffff;

  constructor(polynomial: number) {
    this.#table = table32(polynomial);
  }

  update(bytes: Uint8Array): void {
    const table = this.#table;
    let crc = this.#crc;
    for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ table[(crc ^ bytes[i]!) & 0xff]!;
    this.#crc = crc;
  }

  value(): Uint8Array {
    const bytes = new DataView(new ArrayBuffer(4));
    bytes.setUint32(0, ~this.#crc >>> 0);
    return new Uint8Array(bytes.buffer);
  }
}

/** CRC-64/NVME in two halves: JavaScript's numbers have 53 bits, and BigInt is slow. */
class Crc64 implements Digest {
  readonly #high = new Uint32Array(256);
  readonly #low = new Uint32Array(256);
  #crcHigh = 0xffffffff;
  #crcLow = 0xffffffff;

  constructor() {
    for (let index = 0; index < 256; index++) {
      let high = 0;
      let low = index;
      for (let bit = 0; bit < 8; bit++) {
        const odd = low & 1;
        low = (low >>> 1) | (high << 31);
        high >>>= 1;
        if (odd) {
          low ^= CRC64_LOW;
          high ^= CRC64_HIGH;
        }
      }
      this.#high[index] = high;
      this.#low[index] = low;
    }
  }

  update(bytes: Uint8Array): void {
    const [highs, lows] = [this.#high, this.#low];
    let [high, low] = [this.#crcHigh, this.#crcLow];
    for (let i = 0; i < bytes.length; i++) {
      const index = (low ^ bytes[i]!) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
      high = (high >>> 8) ^ highs[index]!;
    }
    this.#crcHigh = high;
    this.#crcLow = low;
  }

  value(): Uint8Array {
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setUint32(0, ~this.#crcHigh >>> 0);
    bytes.setUint32(4, ~this.#crcLow >>> 0);
    return new Uint8Array(bytes.buffer);
  }
}

export const crc32 = (): Digest => new Crc32(CRC32);
export const crc32c = (): Digest => new Crc32(CRC32C);
export const crc64nvme = (): Digest => new Crc64();
