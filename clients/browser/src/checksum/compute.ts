// A file's checksum, read in slices so that the file never has to fit into memory.

import { UploadError } from '../errors.js';
import type { ChecksumAlgorithm } from '../wire.js';
import { crc32, crc32c, crc64nvme, type Digest } from './crc.js';
import { Sha256 } from './sha256.js';

/** Small enough that a page without a worker stays responsive between two slices. */
const SLICE = 1 << 20;

/** Up to this size WebCrypto, which is faster, gets the whole file. */
const MAX_WHOLE = 64 << 20;

/** SHA-1 has no digest in pieces here: it is broken, and no profile should ask for it. */
const MAX_SHA1 = 1 << 30;

const DIGESTS: Partial<Record<ChecksumAlgorithm, () => Digest>> = {
  CRC32: crc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA256: () => new Sha256(),
};

/** Returns the checksum in base64. */
export async function compute(file: Blob, algorithm: ChecksumAlgorithm): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  const whole = algorithm === 'SHA1' ? MAX_SHA1 : algorithm === 'SHA256' ? MAX_WHOLE : -1;
  if (subtle && file.size <= whole) {
    const name = algorithm === 'SHA1' ? 'SHA-1' : 'SHA-256';
    return base64(new Uint8Array(await subtle.digest(name, await file.arrayBuffer())));
  }
  const digest = DIGESTS[algorithm]?.();
  if (!digest) {
    const text = `This page can’t compute the checksum ${algorithm} of this file.`;
    throw new UploadError('checksum-unsupported', text, { by: 'client' });
  }
  for (let from = 0; from < file.size; from += SLICE) {
    digest.update(new Uint8Array(await file.slice(from, from + SLICE).arrayBuffer()));
  }
  return base64(digest.value());
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
