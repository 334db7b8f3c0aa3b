// Why the store gives no answer, as far as a page can know: a browser tells it nothing but that there was none.

import { UploadError, unreadableFile } from './errors.js';
import { LostAnswer, corsRule, isOpen } from './transport.js';

/** A failure or two may be the line's; then it is worth to find out more. */
const ASK_AFTER = 2;

/** Follows the attempts of one request. */
export class Diagnosis {
  readonly #file: Blob;
  #failures = 0;
  #suspicion: UploadError | undefined;

  constructor(file: Blob) {
    this.#file = file;
  }

  /** Whether it looks as if it weren't the line. */
  get isDoubtful(): boolean {
    return this.#failures >= ASK_AFTER;
  }

  /** Returns what to tell of an attempt that has failed; the error itself where nothing better is known. */
  async of(error: unknown, url: string): Promise<unknown> {
    if (!(error instanceof LostAnswer)) return error;
    if (!(await isReadable(this.#file))) return unreadableFile(error);
    this.#failures++;
    if (this.#suspicion) return this.#suspicion; // and the line was there meanwhile
    const { origin } = new URL(url);
    if (this.isDoubtful && !isOpen(origin) && (await answers(origin))) this.#suspicion = missingRule(origin);
    return error;
  }
}

async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false; // that is the answer
  }
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

function missingRule(origin: string): UploadError {
  const text = `The store at ${origin} answers, but takes nothing from this page. Its bucket needs this CORS rule: `;
  return new UploadError('no-cors', text + corsRule(location.origin), { by: 'client' });
}
