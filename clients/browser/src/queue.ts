/**
 * Lets some uploads run at a time, in the order in which they came. All uploads of a page share one, unless they are
 * given another.
 */
export class UploadQueue {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /** `most` is how many uploads run at a time, at least 1; a browser has six connections to an HTTP/1.1 server. */
  constructor(most = 6) {
    if (!(most >= 1)) throw new RangeError(`UploadQueue(${most}): at least one upload must be able to run.`);
    this.#most = most;
  }

  /** Waits for a place, and returns what gives it back. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running >= this.#most) await this.#turn(signal);
    else this.#running++;
    let left = false;
    return () => {
      if (!left) this.#leave();
      left = true;
    };
  }

  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#waiting.push(start);
    });
  }

  /** Hands the place on, so that nobody can come in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#running--;
  }
}
