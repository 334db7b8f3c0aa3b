import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { compute } from '../target/src/checksum/compute.js';
import { Sha256 } from '../target/src/checksum/sha256.js';

const digits = new Blob(['123456789']);
const hex = (base64) => Buffer.from(base64, 'base64').toString('hex');

// The check values of the catalogue of parametrised CRC algorithms, https://reveng.sourceforge.io/crc-catalogue/
for (const [algorithm, value] of [
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['SHA1', createHash('sha1').update('123456789').digest('hex')],
  ['SHA256', createHash('sha256').update('123456789').digest('hex')],
]) {
  test(`${algorithm} of the check text`, async () => assert.equal(hex(await compute(digits, algorithm)), value));
}

test('nothing has a checksum too', async () => {
  assert.equal(hex(await compute(new Blob([]), 'CRC32C')), '00000000');
  assert.equal(hex(await compute(new Blob([]), 'CRC64NVME')), '0000000000000000');
});

test('slices make the same checksum', async () => {
  const bytes = randomBytes((1 << 20) * 2 + 7);
  const bitwise = (polynomial) => {
    let crc = 0xffffffff;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    }
    return (~crc >>> 0).toString(16).padStart(8, '0');
  };
  assert.equal(hex(await compute(new Blob([bytes]), 'CRC32C')), bitwise(0x82f63b78));
});

test('SHA-256 in pieces of every length', () => {
  for (let length = 0; length < 260; length++) {
    const bytes = randomBytes(length);
    const digest = new Sha256();
    for (let from = 0, step = 1; from < length; from += step, step = (step * 7) % 97) {
      digest.update(bytes.subarray(from, from + step));
    }
    const expected = createHash('sha256').update(bytes).digest('hex');
    assert.equal(Buffer.from(digest.value()).toString('hex'), expected, `${length} bytes`);
  }
});

test('an unknown algorithm is told', async () => {
  await assert.rejects(compute(digits, 'MD5'), { code: 'checksum-unsupported' });
});
