// What the tests drive: it makes files, hands them to the client, and keeps what became of each upload.
import * as client from './client.js';

const MIB = 1 << 20;
const uploads = new Map();

performance.setResourceTimingBufferSize(10000);

/** How many requests to the store have ended without an answer that the page has seen: a browser also retries by itself. */
globalThis.lost = 0;
const { send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.send = function (body) {
  this.addEventListener('error', () => lost++);
  send.call(this, body);
};

/** Bytes that the tests can make again: each MiB has its number in front. */
function makeFile({ name, size, type, lastModified, head }) {
  const pieces = [];
  for (let from = 0; from < size; from += MIB) {
    const piece = new Uint8Array(Math.min(MIB, size - from)).fill(from / MIB + 1);
    if (from === 0) piece.set(new TextEncoder().encode(head).subarray(0, size));
    pieces.push(piece);
  }
  return new File(pieces, name, { type, lastModified });
}

function watch(id, promise, states) {
  const entry = { promise, states, ended: null };
  entry.ended = promise.then(
    (value) => ({ completed: value }),
    ({ name, code, message, by, status, limit, given, temporary, retryAfter }) => ({
      failed: { name, code, message, by, status, limit, given, temporary, retryAfter },
    }),
  );
  entry.ended.then(({ failed }) => (entry.failed = failed));
  uploads.set(id, entry);
}

Object.assign(globalThis, {
  client,
  uploads,

  /** With `pauseAt`, a share of the file, the upload pauses itself once. */
  begin(id, file, { pauseAt = 2, ...options }) {
    const states = [];
    const onProgress = (progress) => {
      const entry = uploads.get(id);
      if (states.at(-1) !== progress.state) states.push(progress.state);
      entry.progress = progress;
      if (progress.share < pauseAt || entry.hasPaused) return;
      entry.hasPaused = true;
      entry.promise.pause();
    };
    const chosen = file === null ? document.getElementById('chooser').files[0] : makeFile(file);
    watch(id, client.upload(chosen, { onProgress, ...options }), states);
  },

  beginAll(id, files, options) {
    const most = { running: 0 };
    const onProgress = (progress) => {
      const { uploads: all } = uploads.get(id).promise;
      most.running = Math.max(most.running, all.filter(({ state }) => !['waiting', 'completed', 'failed'].includes(state)).length);
      uploads.get(id).progress = progress;
    };
    watch(id, client.uploadAll(files.map(makeFile), { ...options, onProgress }), []);
    uploads.get(id).most = most;
  },

  /** The numbers of the parts that this page has sent, as often as it has. */
  partsSent: () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => Number(new URL(name).searchParams.get('partNumber')))
      .filter((number) => number > 0),

  requestsFor: (path) =>
    performance.getEntriesByType('resource').filter(({ name }) => new URL(name).pathname === path).length,
});

document.documentElement.dataset.ready = 'yes';
