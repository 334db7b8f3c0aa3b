// The worker that computes checksums. It is this very module, loaded once more: a worker of a blob: would be refused
// by a policy such as "default-src 'self'", and a second file would have to be found.

import type { ChecksumAlgorithm } from '../wire.js';
import { compute } from './compute.js';

const NAME = 'upload-grants-checksum';

/** Smaller files are done before a worker is up. */
const WORTH_A_WORKER = 4 << 20;

interface Task {
  file: Blob;
  algorithm: ChecksumAlgorithm;
}

type Outcome = { value: string } | { error: string };

/** One of the module's exports, by which it is known. */
let own: object | undefined;

/** Computes a checksum, in a worker where the file is large and the page can have one. */
export async function checksum(file: Blob, algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const worker = file.size > WORTH_A_WORKER ? await start() : undefined;
  const outcome = worker && (await ask(worker, { file, algorithm }, signal));
  const value = outcome && 'value' in outcome ? outcome.value : await compute(file, algorithm);
  signal.throwIfAborted();
  return value;
}

/**
 * Starts this module as a worker; not where a bundler has made it a part of the page's own script, which must not run
 * once more. An import of a module that is there already returns the same exports, and loads nothing.
 */
async function start(): Promise<Worker | undefined> {
  try {
    const here: unknown = await import(import.meta.url);
    if (Object.values(here as object).includes(own)) {
      return new Worker(import.meta.url, { type: 'module', name: NAME });
    }
  } catch {
    // Not our own file, or of another origin: then the page computes it itself.
  }
  return undefined;
}

/** Returns nothing where the worker doesn't run. */
function ask(worker: Worker, task: Task, signal: AbortSignal): Promise<Outcome | undefined> {
  return new Promise<Outcome | undefined>((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    worker.onmessage = ({ data }: MessageEvent<Outcome>) => resolve(data);
    worker.onerror = () => resolve(undefined);
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}

/** Tells which export the module has, and answers the page when the module runs as its worker. */
export function serve(exported: object): void {
  own = exported;
  const scope = globalThis as unknown as { name?: string; document?: Document; postMessage(outcome: Outcome): void };
  if (scope.document || scope.name !== NAME) return;
  globalThis.addEventListener('message', ({ data }: MessageEvent<Task>) => {
    compute(data.file, data.algorithm)
      .then((value) => ({ value }))
      .catch((error: unknown) => ({ error: String(error) }))
      .then((outcome) => scope.postMessage(outcome));
  });
}
