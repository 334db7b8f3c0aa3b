// When to try again: with exponential backoff and jitter, not before Retry-After, and not while offline.

import { UploadError } from './errors.js';

/** How often a request is sent before its failure is final: over about half a minute. */
const ATTEMPTS = 7;

const FIRST_DELAY = 500;
const MAX_DELAY = 15_000;

/** Whoever is told to wait longer is told the error instead. */
const MAX_RETRY_AFTER = 120;

/** How long to look for a line that comes back without a word. */
const OFFLINE_CHECK = 30_000;

/** Milliseconds to wait after the nth failure: between half and the whole of a delay that doubles. */
export function delayAfter(failures: number, retryAfter = 0, random: () => number = Math.random): number {
  const whole = Math.min(MAX_DELAY, FIRST_DELAY * 2 ** (failures - 1));
  return Math.max(retryAfter * 1000, whole / 2 + (random() * whole) / 2);
}

/** Calls `attempt` until it succeeds, fails for good, or has failed too often in a row. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  onFailure: (error: UploadError) => void = () => {},
): Promise<T> {
  for (let failures = 0; ;) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (!isWorthARetry(error)) throw error;
      onFailure(error);
      if (error.status === 0 && isOffline()) {
        await untilOnline(signal);
        failures = 0;
        continue;
      }
      failures++;
      if (failures === ATTEMPTS) throw error;
      await sleep(delayAfter(failures, error.retryAfter), signal);
    }
  }
}

const isWorthARetry = (error: unknown): error is UploadError =>
  error instanceof UploadError && error.temporary && (error.retryAfter ?? 0) <= MAX_RETRY_AFTER;

/** A browser that says it is online may be wrong, one that says it is offline rarely is. */
const isOffline = (): boolean => globalThis.navigator?.onLine === false;

const untilOnline = (signal: AbortSignal): Promise<void> => wait(OFFLINE_CHECK, signal, 'online');

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> => wait(milliseconds, signal);

/** Ends after a time, with an event of the window, or by the signal. */
function wait(milliseconds: number, signal: AbortSignal, event?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (event) globalThis.removeEventListener(event, done);
    };
    const done = (): void => {
      end();
      resolve();
    };
    const abort = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', abort);
    if (event) globalThis.addEventListener(event, done);
  });
}
