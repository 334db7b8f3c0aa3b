// One request with bytes to the store, by XMLHttpRequest: fetch can't tell the progress of an upload.

import { UploadError, unreadableFile } from './errors.js';
import { refusal } from './refusal.js';
import type { Texts } from './wire.js';

export interface Shipment {
  method: string;
  url: string;
  headers?: Texts;
  body: Blob | FormData;
}

export interface Stored {
  etag: string | null;
}

/** A connection on which nothing moves is given up after this time, and one that waits for its answer after more. */
const STALLED = 120_000;
const UNANSWERED = 600_000;

/** The origins that have given an answer which this page may read, so that their CORS rules are known to be right. */
const readable = new Set<string>();

/** The connection broke: perhaps after the store had all it needs. */
export class LostAnswer extends UploadError {
  /** Whether all bytes had left, so that the object may be there. */
  readonly sentAll: boolean;

  constructor(code: string, message: string, sentAll: boolean, temporary = true) {
    super(code, message, { by: 'client', temporary });
    this.sentAll = sentAll;
  }
}

/**
 * Sends the bytes. `progress` gets how much of the body has left, from 0 to 1.
 *
 * @throws UploadError what the store has answered, or a `LostAnswer`
 */
export function send(shipment: Shipment, signal: AbortSignal, progress: (share: number) => void): Promise<Stored> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { origin } = new URL(shipment.url);
    const request = new XMLHttpRequest();
    let share = 0;
    let timer = setTimeout(() => request.abort(), STALLED);
    const moved = (sentAll: boolean): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), sentAll ? UNANSWERED : STALLED);
    };
    const abort = (): void => request.abort();

    request.upload.onprogress = ({ loaded, total }) => {
      share = total ? loaded / total : 0;
      moved(loaded === total);
      progress(share);
    };
    request.upload.onload = () => {
      share = 1;
      moved(true);
    };
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const { status } = request;
      if (signal.aborted) reject(signal.reason as Error);
      else if (status === 0) reject(lost(origin, share === 1));
      else {
        readable.add(origin);
        if (status >= 200 && status < 300) resolve({ etag: request.getResponseHeader('ETag') });
        else reject(refusal(status, request.responseText, request.getResponseHeader('Retry-After')));
      }
    };
    signal.addEventListener('abort', abort);
    request.open(shipment.method, shipment.url);
    for (const [name, value] of Object.entries(shipment.headers ?? {})) request.setRequestHeader(name, value);
    request.send(shipment.body);
  });
}

const lost = (origin: string, sentAll: boolean): LostAnswer =>
  new LostAnswer('unreachable', `The store at ${origin} can’t be reached, or the connection broke off.`, sentAll);

/** The CORS rule that a bucket needs for this page. */
export const corsRule = (origin: string): string =>
  JSON.stringify([{ AllowedOrigins: [origin], AllowedMethods: ['PUT', 'POST'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] }]);

/**
 * Says why a request to the store got no answer, as far as a page can know: the file is gone, or the store is there
 * and doesn't let this page read its answers. Returns nothing where the connection may just have broken.
 */
export async function explain(url: string, file: Blob, sentAll: boolean): Promise<UploadError | undefined> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch (cause) {
    return unreadableFile(cause);
  }
  const { origin } = new URL(url);
  if (readable.has(origin) || !(await answers(origin))) return undefined;
  const text = `The store at ${origin} answers, but doesn’t let this page read it. Its bucket needs this CORS rule: ${corsRule(location.origin)}`;
  return new LostAnswer('no-cors', text, sentAll, false);
}

/** Whether there is a server, whatever it answers. */
async function answers(origin: string): Promise<boolean> {
  try {
    await fetch(origin, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
    return true;
  } catch {
    return false; // that is the answer
  }
}
