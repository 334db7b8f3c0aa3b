// Sends a file in parts, several at a time.

import type { Application } from './application.js';
import { Diagnosis } from './diagnosis.js';
import { UploadError } from './errors.js';
import { PartLinks } from './links.js';
import { Pace } from './pace.js';
import { retrying } from './retry.js';
import { corsRule, send, type Stored } from './transport.js';
import type { PartLink, PartTag, StoredPart } from './wire.js';

export interface PartsPlan {
  ticket: string;
  partSize: number;
  partCount: number;
  /** The URLs that are known already. */
  links: PartLink[];
  /** What the store has already. */
  stored: StoredPart[];
}

/** One upload in parts. What it has sent it keeps, so that `send` goes on after a pause. */
export class PartsTransfer {
  readonly #file: Blob;
  readonly #plan: PartsPlan;
  readonly #links: PartLinks;
  readonly #pace = new Pace();
  readonly #tags = new Map<number, string>();
  /** How many bytes of each part have left. */
  readonly #loaded = new Map<number, number>();

  constructor(application: Application, file: Blob, plan: PartsPlan) {
    this.#file = file;
    this.#plan = plan;
    for (const { partNumber, etag, size } of plan.stored) {
      this.#tags.set(partNumber, etag);
      this.#loaded.set(partNumber, size);
    }
    this.#links = new PartLinks(application, plan.ticket, () => this.#missing(), plan.links);
  }

  get loaded(): number {
    let sum = 0;
    for (const bytes of this.#loaded.values()) sum += bytes;
    return sum;
  }

  /** Sends what is missing, and returns all parts. */
  async send(signal: AbortSignal, progress: () => void): Promise<PartTag[]> {
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    const waiting = this.#missing();
    const running = new Set<Promise<void>>();
    try {
      while (waiting.length > 0 || running.size > 0) {
        both.throwIfAborted();
        while (waiting.length > 0 && running.size < this.#pace.limit) {
          const part = this.#part(waiting.shift()!, both, progress).finally(() => running.delete(part));
          running.add(part);
        }
        await Promise.race(running);
      }
    } catch (error) {
      failed.abort(error);
      await Promise.allSettled(running);
      throw error;
    }
    return [...this.#tags]
      .map(([partNumber, etag]) => ({ partNumber, etag }))
      .sort((a, b) => a.partNumber - b.partNumber);
  }

  /** Takes back parts that the store doesn't have after all. */
  lose(partNumbers: number[]): void {
    for (const partNumber of partNumbers) {
      this.#tags.delete(partNumber);
      this.#loaded.delete(partNumber);
    }
  }

  #missing(): number[] {
    const all = Array.from({ length: this.#plan.partCount }, (_, index) => index + 1);
    return all.filter((partNumber) => !this.#tags.has(partNumber));
  }

  async #part(partNumber: number, signal: AbortSignal, progress: () => void): Promise<void> {
    const diagnosis = new Diagnosis(this.#file);
    const attempt = async (): Promise<Stored> => {
      const link = await this.#links.of(partNumber, signal);
      try {
        return await this.#put(link, signal, progress);
      } catch (error) {
        const isRefused = error instanceof UploadError && error.status === 403;
        // Expired, as a rule. Some stores don't let pages read that.
        if (isRefused || diagnosis.isDoubtful) this.#links.refused(link);
        if (!isRefused) throw await diagnosis.of(error, link.url);
        return this.#put(await this.#links.of(partNumber, signal), signal, progress); // what that doesn't mend is final
      }
    };
    try {
      const { etag } = await retrying(attempt, signal, () => this.#pace.failed());
      if (!etag) throw hiddenEtag();
      this.#tags.set(partNumber, etag);
      this.#pace.succeeded();
    } catch (error) {
      this.#loaded.delete(partNumber);
      throw error;
    }
  }

  #put({ partNumber, size, url, headers }: PartLink, signal: AbortSignal, progress: () => void): Promise<Stored> {
    const from = (partNumber - 1) * this.#plan.partSize;
    const body = this.#file.slice(from, from + size); // read while it is sent; it has no type
    const moved = (share: number): void => {
      this.#loaded.set(partNumber, share * size);
      progress();
    };
    moved(0);
    return send({ method: 'PUT', url, headers, body }, signal, moved).then((stored) => {
      moved(1);
      return stored;
    });
  }
}

const hiddenEtag = (): UploadError => {
  const rule = corsRule(location.origin);
  const text = `The store took a part, but doesn’t let this page read its ETag. Its bucket needs this CORS rule: ${rule}`;
  return new UploadError('etag-hidden', text, { by: 'client' });
};
