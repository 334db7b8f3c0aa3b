// One request with bytes to the store, by XMLHttpRequest: fetch can't tell the progress of an upload.

import { UploadError } from './errors.js';
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

/**
 * A connection on which nothing moves is given up after this time, and one that waits for its answer after more; so is
 * a request that has none yet, since a browser opens six to a server and lets the others wait.
 */
const STALLED = 120_000;
const UNANSWERED = 600_000;

/** The origins that have let bytes in, so that their CORS rules are known to be right: a preflight comes before. */
const open = new Set<string>();

export const isOpen = (origin: string): boolean => open.has(origin);

/** The connection broke: perhaps after the store had all it needs, which no event tells for sure. */
export class LostAnswer extends UploadError {
  constructor(origin: string) {
    const text = `The store at ${origin} can’t be reached, or the connection broke off.`;
    super('unreachable', text, { by: 'client', temporary: true });
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
    let timer = setTimeout(() => request.abort(), UNANSWERED);
    const moved = (sentAll: boolean): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.abort(), sentAll ? UNANSWERED : STALLED);
    };
    const abort = (): void => request.abort();

    request.upload.onprogress = ({ loaded, total }) => {
      if (loaded > 0) open.add(origin);
      moved(loaded === total);
      progress(total ? loaded / total : 0);
    };
    request.upload.onload = () => moved(true);
    request.onloadend = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      const { status } = request;
      if (signal.aborted) reject(signal.reason as Error);
      else if (status === 0) reject(new LostAnswer(origin));
      else {
        if (status >= 200 && status < 300) resolve({ etag: header(request, 'ETag') });
        else reject(refusal(status, request.responseText, header(request, 'Retry-After')));
      }
    };
    signal.addEventListener('abort', abort);
    request.open(shipment.method, shipment.url);
    for (const [name, value] of Object.entries(shipment.headers ?? {})) request.setRequestHeader(name, value);
    request.send(shipment.body);
  });
}

/** Reads a header that this page may read; to ask for another one is an error in the browser's console. */
const header = (request: XMLHttpRequest, name: string): string | null =>
  new RegExp(`^${name}: *(.*?)\\r?$`, 'im').exec(request.getAllResponseHeaders())?.[1] ?? null;

/** The CORS rule that a bucket needs for this page. */
export const corsRule = (origin: string): string =>
  JSON.stringify([
    { AllowedOrigins: [origin], AllowedMethods: ['PUT', 'POST'], AllowedHeaders: ['*'], ExposeHeaders: ['ETag'] },
  ]);
