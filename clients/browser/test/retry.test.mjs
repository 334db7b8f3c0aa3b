import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { UploadError, secondsOf } from '../target/src/errors.js';
import { delayAfter, retrying } from '../target/src/retry.js';

const { signal } = new AbortController();
const failure = (details) =>
  new UploadError('busy', 'Busy.', { by: 'application', status: 503, temporary: true, ...details });

test('delays double, up to a bound, with jitter', () => {
  const least = [1, 2, 3, 4, 5, 6, 7].map((failures) => delayAfter(failures, 0, () => 0));
  const most = [1, 2, 3, 4, 5, 6, 7].map((failures) => delayAfter(failures, 0, () => 1));
  assert.deepEqual(least, [250, 500, 1000, 2000, 4000, 7500, 7500]);
  assert.deepEqual(most, [500, 1000, 2000, 4000, 8000, 15000, 15000]);
});

test('Retry-After is kept', () => {
  assert.equal(delayAfter(1, 20), 20_000);
  assert.equal(secondsOf('7', 0), 7);
  assert.equal(secondsOf('Thu, 01 Jan 1970 00:01:00 GMT', 1000), 59);
  assert.equal(secondsOf('Thu, 01 Jan 1970 00:00:00 GMT', 1000), 0);
  assert.equal(secondsOf('soon', 0), undefined);
  assert.equal(secondsOf(null, 0), undefined);
});

/** Runs with timers that need no time, and returns how long it would have waited. */
async function timed(action) {
  const waited = [];
  const { setTimeout: real } = globalThis;
  const timers = mock.method(globalThis, 'setTimeout', (run, time) => {
    waited.push(time);
    return real(run, 0);
  });
  try {
    return {
      waited,
      outcome: await action().then(
        (value) => ({ value }),
        (error) => ({ error }),
      ),
    };
  } finally {
    timers.mock.restore();
  }
}

test('tries again until it works', async () => {
  let attempts = 0;
  const attempt = async () => {
    if (++attempts < 4) throw failure({ retryAfter: attempts === 2 ? 30 : undefined });
    return 'done';
  };
  const { waited, outcome } = await timed(() => retrying(attempt, signal));
  assert.equal(outcome.value, 'done');
  assert.equal(waited.length, 3);
  assert.equal(waited[1], 30_000);
});

test('gives up after seven attempts', async () => {
  let attempts = 0;
  const { waited, outcome } = await timed(() => retrying(async () => (attempts++, Promise.reject(failure())), signal));
  assert.equal(attempts, 7);
  assert.equal(outcome.error.code, 'busy');
  assert.ok(waited.reduce((sum, time) => sum + time) > 15_000, 'a cut of ten seconds is survived');
});

for (const [what, error] of [
  ['a final answer', failure({ temporary: false })],
  ['a wait of an hour', failure({ retryAfter: 3600 })],
  ['a mistake of this client', new TypeError('oh')],
]) {
  test(`${what} is told at once`, async () => {
    let attempts = 0;
    const { outcome } = await timed(() => retrying(async () => (attempts++, Promise.reject(error)), signal));
    assert.equal(outcome.error, error);
    assert.equal(attempts, 1);
  });
}

test('a wait ends with the signal', async () => {
  const stop = new AbortController();
  const reason = new Error('stopped');
  setTimeout(() => stop.abort(reason), 5);
  await assert.rejects(
    retrying(() => Promise.reject(failure({ retryAfter: 60 })), stop.signal),
    reason,
  );
});

test('offline it waits for the line, however long', async () => {
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  const events = new EventTarget();
  globalThis.addEventListener = events.addEventListener.bind(events);
  globalThis.removeEventListener = events.removeEventListener.bind(events);
  try {
    let attempts = 0;
    const attempt = async () => {
      if (++attempts > 20) return 'done';
      setTimeout(() => events.dispatchEvent(new Event('online')), 1);
      throw failure({ status: 0 });
    };
    assert.equal(await retrying(attempt, signal), 'done');
  } finally {
    delete globalThis.navigator;
    delete globalThis.addEventListener;
    delete globalThis.removeEventListener;
  }
});
