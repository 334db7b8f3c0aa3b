import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PartLinks } from '../target/src/links.js';

const { signal } = new AbortController();

function application() {
  const asked = [];
  const parts = async (ticket, partNumbers) => {
    asked.push(partNumbers);
    return partNumbers.map((partNumber) => ({
      partNumber,
      size: 1,
      url: `${ticket}/${partNumber}/${asked.length}`,
      headers: {},
    }));
  };
  return { asked, parts };
}

test('URLs are asked for by the hundred, once', async () => {
  const server = application();
  const missing = Array.from({ length: 300 }, (_, index) => index + 1);
  const links = new PartLinks(server, 't', () => missing, []);
  const [first, second] = await Promise.all([links.of(1, signal), links.of(2, signal)]);
  assert.equal(first.url, 't/1/1');
  assert.equal(second.url, 't/2/1');
  await links.of(100, signal);
  assert.equal(server.asked.length, 1);
  await links.of(101, signal);
  assert.deepEqual(
    server.asked.map((numbers) => [numbers[0], numbers.at(-1), numbers.length]),
    [
      [1, 100, 100],
      [101, 200, 100],
    ],
  );
});

test('one refusal renews all, and a late one of an old URL nothing', async () => {
  const server = application();
  const old = [1, 2, 3].map((partNumber) => ({ partNumber, size: 1, url: `old/${partNumber}`, headers: {} }));
  const links = new PartLinks(server, 't', () => [1, 2, 3], old);
  const [one, two] = [await links.of(1, signal), await links.of(2, signal)];
  links.refused(one);
  assert.equal((await links.of(1, signal)).url, 't/1/1');
  links.refused(two);
  assert.equal((await links.of(2, signal)).url, 't/2/1');
  assert.equal(server.asked.length, 1);
});

test('an answer without the part is an error', async () => {
  const links = new PartLinks({ parts: async () => [] }, 't', () => [1], []);
  await assert.rejects(links.of(1, signal), { code: 'invalid-answer' });
});
