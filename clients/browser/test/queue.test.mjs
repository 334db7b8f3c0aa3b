import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from '../target/src/pace.js';
import { UploadQueue } from '../target/src/queue.js';

const { signal } = new AbortController();
const tick = () => new Promise((resolve) => setImmediate(resolve));

test('some at a time, in their order', async () => {
  const queue = new UploadQueue(2);
  const entered = [];
  const leave = [];
  for (const name of ['a', 'b', 'c', 'd']) {
    void queue.enter(signal).then((left) => {
      entered.push(name);
      leave.push(left);
    });
  }
  await tick();
  assert.deepEqual(entered, ['a', 'b']);
  leave[1]();
  leave[1](); // does nothing
  await tick();
  assert.deepEqual(entered, ['a', 'b', 'c']);
  leave[0]();
  leave[2]();
  await tick();
  assert.deepEqual(entered, ['a', 'b', 'c', 'd']);
  leave[3]();
  await Promise.all([queue.enter(signal), queue.enter(signal)]);
});

test('who stops waiting takes no place', async () => {
  const queue = new UploadQueue(1);
  const leave = await queue.enter(signal);
  const stop = new AbortController();
  const stopped = queue.enter(stop.signal);
  const next = queue.enter(signal);
  stop.abort(new Error('stopped'));
  await assert.rejects(stopped, { message: 'stopped' });
  leave();
  await next;
});

test('nobody could run', () => assert.throws(() => new UploadQueue(0), RangeError));

test('three parts to six, and three again after a failure', () => {
  const pace = new Pace();
  const limits = Array.from({ length: 20 }, () => (pace.succeeded(), pace.limit));
  assert.deepEqual(limits.slice(0, 12), [3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6]);
  assert.equal(limits.at(-1), 6);
  pace.failed();
  assert.equal(pace.limit, 3);
});
