// One upload, from the question for a grant to the answer of what became of it.

import { Application } from './application.js';
import { UploadError, asUploadError, hasCode } from './errors.js';
import type { UploadOptions, UploadState } from './options.js';
import type { PartsTransfer } from './parts.js';
import { Permission, STALE, type Transfer } from './permission.js';
import { UploadQueue } from './queue.js';
import * as tickets from './tickets.js';
import { sendWhole, type NamedFile, type Sent, type WholeGrant } from './whole.js';
import type { CompletedUpload, PartTag } from './wire.js';

/** After which answers an upload begins anew: the store says the last two, of a grant and of an upload in parts. */
const AGAIN = [...STALE, 'expired', 'NoSuchUpload'];
const AGAIN_AT_MOST = 2;

const pageQueue = new UploadQueue();

/** The uploads that run on this page, so that the same file chosen twice is uploaded twice. */
const running = new Set<string>();

/** A promise of what was uploaded, which can be paused, resumed and cancelled. */
export class Upload implements Promise<CompletedUpload> {
  readonly [Symbol.toStringTag] = 'Upload';
  readonly file: Blob;

  readonly #options: UploadOptions;
  readonly #named: NamedFile;
  readonly #application: Application;
  readonly #permission: Permission;
  readonly #outcome: Promise<CompletedUpload>;

  #state: UploadState = 'waiting';
  #loaded = 0;
  #wish: 'go' | 'pause' | 'cancel' = 'go';
  #cause: unknown;
  #stop = new AbortController();
  #woken = (): void => {};
  #transfer: Transfer | undefined;
  #again = 0;

  /** @internal */
  constructor(file: Blob, options: UploadOptions) {
    const {
      name = file instanceof File ? file.name : '',
      contentType = file.type,
      profile,
      resume = true,
      signal,
    } = options;
    this.file = file;
    this.#options = options;
    this.#named = { file, name, contentType };
    this.#application = new Application(options);
    const description = resume ? tickets.describe(file, name, profile, this.#application.base) : undefined;
    const id = description && tickets.fingerprint(description);
    // What was never to begin must not end what an earlier visit has begun.
    const isOnlyOne = id !== undefined && !running.has(id) && !signal?.aborted;
    if (isOnlyOne) running.add(id);
    this.#permission = new Permission(
      this.#application,
      profile,
      this.#named,
      isOnlyOne ? description : undefined,
      ({ kind, key, expiresAt, enforced }) =>
        this.#callPage(() => options.onGrant?.({ kind, key, expiresAt, enforced })),
    );

    const cancel = (): void => this.#cancel(signal?.reason);
    signal?.addEventListener('abort', cancel);
    if (signal?.aborted) cancel();
    this.#outcome = this.#run().finally(() => {
      signal?.removeEventListener('abort', cancel);
      if (isOnlyOne) running.delete(id);
    });
  }

  get state(): UploadState {
    return this.#state;
  }

  /** Bytes that have left the browser. */
  get loaded(): number {
    return this.#loaded;
  }

  /** Cuts off what is on its way; what the store has it keeps. Does nothing once the upload has ended. */
  pause(): void {
    if (this.#wish !== 'go') return;
    this.#wish = 'pause';
    this.#stop.abort();
  }

  /** Goes on after `pause()`. */
  resume(): void {
    if (this.#wish !== 'pause') return;
    this.#wish = 'go';
    this.#again = 0;
    this.#woken();
  }

  /** Ends the upload, and lets the server remove what there is of it; then the promise is rejected as `cancelled`. */
  cancel(): void {
    this.#cancel(undefined);
  }

  then<T = CompletedUpload, E = never>(
    onFulfilled?: ((value: CompletedUpload) => T | PromiseLike<T>) | null,
    onRejected?: ((reason: any) => E | PromiseLike<E>) | null,
  ): Promise<T | E> {
    return this.#outcome.then(onFulfilled, onRejected);
  }

  catch<E = never>(onRejected?: ((reason: any) => E | PromiseLike<E>) | null): Promise<CompletedUpload | E> {
    return this.#outcome.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<CompletedUpload> {
    return this.#outcome.finally(onFinally);
  }

  #cancel(cause: unknown): void {
    this.#wish = 'cancel';
    this.#cause = cause;
    this.#stop.abort();
    this.#woken();
  }

  async #run(): Promise<CompletedUpload> {
    await undefined; // so that whoever has called gets this upload before its first event
    try {
      const completed = await this.#untilDone();
      this.#loaded = this.file.size;
      this.#enter('completed');
      return completed;
    } catch (error) {
      const why = asUploadError(error);
      this.#enter(why.code === 'cancelled' ? 'cancelled' : 'failed');
      throw why;
    }
  }

  async #untilDone(): Promise<CompletedUpload> {
    for (;;) {
      if (this.#wish === 'pause') {
        this.#enter('paused');
        await new Promise<void>((resolve) => (this.#woken = resolve));
        continue;
      }
      if (this.#wish === 'cancel') throw await this.#cancelled();
      this.#stop = new AbortController();
      const { signal } = this.#stop;
      try {
        this.#enter('waiting');
        const leave = await (this.#options.queue ?? pageQueue).enter(signal);
        try {
          return await this.#attempt(signal);
        } finally {
          leave();
        }
      } catch (error) {
        if (!signal.aborted) await this.#failed(error);
      }
    }
  }

  /** Throws the error, unless it is worth to begin anew. */
  async #failed(error: unknown): Promise<void> {
    this.#transfer = undefined;
    if (hasCode(error, 'object-differs', ...STALE)) await this.#permission.forget();
    if (!hasCode(error, ...AGAIN) || ++this.#again > AGAIN_AT_MOST) throw error;
    this.#loaded = 0;
  }

  async #cancelled(): Promise<UploadError> {
    let cause = this.#cause;
    try {
      await this.#permission.abort();
    } catch (error) {
      cause = error;
    }
    return new UploadError('cancelled', 'The upload was cancelled.', { by: 'client', cause });
  }

  async #attempt(signal: AbortSignal): Promise<CompletedUpload> {
    if (!this.#transfer) {
      this.#enter('preparing');
      this.#transfer = await this.#permission.obtain(signal);
    }
    signal.throwIfAborted();
    this.#enter('uploading');
    const completed = await this.#send(this.#transfer, signal);
    await this.#permission.forget();
    return completed;
  }

  async #send(transfer: Transfer, signal: AbortSignal): Promise<CompletedUpload> {
    switch (transfer.kind) {
      case 'stored':
        return this.#complete(transfer.ticket, undefined, signal);
      case 'parts':
        return this.#sendParts(transfer.ticket, transfer.parts, signal);
      case 'whole':
        transfer.sent ??= await sendWhole(this.#application, transfer.grant, this.#named, signal, (share) =>
          this.#moved(share * this.file.size),
        );
        return this.#whatWasSent(transfer.grant, transfer.sent, signal);
    }
  }

  async #sendParts(ticket: string, parts: PartsTransfer, signal: AbortSignal): Promise<CompletedUpload> {
    for (let missing = 0; ; missing++) {
      this.#moved(parts.loaded);
      const tags = await parts.send(signal, () => this.#moved(parts.loaded));
      try {
        return await this.#complete(ticket, tags, signal);
      } catch (error) {
        if (!hasCode(error, 'parts-missing') || !Array.isArray(error.given) || missing > 0) throw error;
        parts.lose(error.given.map(Number));
        this.#enter('uploading');
      }
    }
  }

  /** Without a ticket nobody looks at the object, and the store's word is all there is. */
  async #whatWasSent(grant: WholeGrant, { doubt, ...sent }: Sent, signal: AbortSignal): Promise<CompletedUpload> {
    try {
      if (grant.ticket) return await this.#complete(grant.ticket, undefined, signal);
    } catch (error) {
      if (doubt && hasCode(error, 'no-such-upload')) throw doubt;
      throw error;
    }
    if (doubt) throw doubt;
    return { ...sent, size: this.file.size, contentType: this.#named.contentType };
  }

  #complete(ticket: string, parts: PartTag[] | undefined, signal: AbortSignal): Promise<CompletedUpload> {
    this.#enter('completing');
    return this.#application.complete(ticket, parts, signal);
  }

  #moved(loaded: number): void {
    this.#loaded = loaded;
    this.#tell();
  }

  #enter(state: UploadState): void {
    if (this.#state === state && state !== 'waiting') return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    const [state, loaded, total] = [this.#state, this.#loaded, this.file.size];
    const share = state === 'completed' ? 1 : total && loaded / total;
    this.#callPage(() => this.#options.onProgress?.({ state, loaded, total, share }));
  }

  /** What the page's own code throws must not end its upload. */
  #callPage(call: () => void): void {
    try {
      call();
    } catch (error) {
      reportError(error);
    }
  }
}

/** Uploads a file, and returns at once a promise that can be paused, resumed and cancelled. */
export const upload = (file: Blob, options: UploadOptions): Upload => new Upload(file, options);
