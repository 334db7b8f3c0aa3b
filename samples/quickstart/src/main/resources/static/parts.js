// Sends a file in parts. Its ticket is all that is kept, so an upload goes on after a pause and after a reload.

import { call, send } from './grant.js';

const AT_ONCE = 3;
const PREFIX = 'upload ';

/** What tells one file from another: a page may keep no more of it than that. */
const keyOf = ({ name, size, lastModified }) => PREFIX + JSON.stringify([name, size, lastModified]);

export const ticketOf = (file) => localStorage.getItem(keyOf(file));
export const keep = (file, ticket) => localStorage.setItem(keyOf(file), ticket);
export const forget = (file) => localStorage.removeItem(keyOf(file));
export const isSame = (one, other) => keyOf(one) === keyOf(other);

/** The files that aren't whole yet: [{name, size, lastModified}]. */
export function unfinished() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return keys.map((key) => {
    const [name, size, lastModified] = JSON.parse(key.slice(PREFIX.length));
    return { name, size, lastModified };
  });
}

/** Sends the parts that the store doesn't have, and returns all of them. */
export async function sendParts(ticket, file, signal, progress) {
  const { state, partSize, partCount, parts } = await call('/uploads/status', { ticket }, signal);
  if (state === 'completed') return [];
  const sent = new Map(parts.map(({ partNumber, size }) => [partNumber, size]));
  const report = () => progress([...sent.values()].reduce((sum, size) => sum + size, 0) / file.size);
  const missing = Array.from({ length: partCount }, (_, i) => i + 1).filter((number) => !sent.has(number));
  report();
  while (missing.length) {
    const partNumbers = missing.splice(0, AT_ONCE);
    const next = await call('/uploads/parts', { ticket, partNumbers }, signal);
    await Promise.all(next.parts.map(async ({ partNumber, size, url, headers }) => {
      const start = (partNumber - 1) * partSize;
      const put = { method: 'PUT', url, headers, expiresAt: next.expiresAt };
      const answer = await send(put, file.slice(start, start + size), signal, (share) => {
        sent.set(partNumber, share * size);
        report();
      });
      parts.push({ partNumber, etag: answer.getResponseHeader('ETag') });
    }));
  }
  return parts;
}
