import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe, fingerprint } from '../target/src/tickets.js';
import { keyOf } from '../target/src/whole.js';

const base = 'https://page/uploads';

test('a file is known again by name, size, time, profile and server', () => {
  const file = new Blob(['abc']);
  file.lastModified = 5;
  const one = describe(file, 'a.png', 'photo', base);
  assert.deepEqual(one, { name: 'a.png', size: 3, lastModified: 5, profile: 'photo', base });
  const prints = [
    one,
    { ...one, name: 'b.png' },
    { ...one, size: 4 },
    { ...one, lastModified: 6 },
    { ...one, profile: 'video' },
    { ...one, base: 'https://other/uploads' },
    { ...one, name: 'a.png",3', size: 5 },
  ].map(fingerprint);
  assert.equal(new Set(prints).size, prints.length);
  assert.equal(fingerprint({ ...one }), prints[0]);
});

test('a Blob has nothing to be known by', () =>
  assert.equal(describe(new Blob(['abc']), '', 'photo', base), undefined));

test('below a prefix the key ends in the name', () => {
  const grant = { kind: 'temporary-credentials', key: 'users/u1/', keyPrefix: 'users/u1/' };
  const names = {
    'me.png': 'me.png',
    'ü 1+%.png': 'ü 1+%.png',
    '../../u2/me.png': 'me.png',
    'C:\\fakepath\\me.png': 'me.png',
    '..': 'file',
    '.': 'file',
    '': 'file',
    '\ud800.png': '\ufffd.png',
  };
  for (const [name, key] of Object.entries(names)) assert.equal(keyOf(grant, name), `users/u1/${key}`);
  assert.equal(keyOf({ kind: 'temporary-credentials', key: 'one' }, 'me.png'), 'one');
  assert.equal(keyOf({ kind: 'presigned-put', key: 'one' }, 'me.png'), 'one');
});
