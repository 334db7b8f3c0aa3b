// The application's server: it issues grants, and says what became of uploads.

import { UploadError, secondsOf } from './errors.js';
import { retrying } from './retry.js';
import type {
  ChecksumAlgorithm,
  CompletedUpload,
  Grant,
  GrantRequest,
  PartLink,
  PartTag,
  Profile,
  Texts,
  TicketStatus,
} from './wire.js';

/** Headers, or a function that returns them for each request, such as one with a token that is renewed. */
export type HeaderSource = Texts | (() => Texts | Promise<Texts>);

export interface ApplicationOptions {
  /** Where the server's routes are, `/uploads` when not set. */
  base?: string | undefined;
  /** Sent to the application only, such as a login or a CSRF token. */
  headers?: HeaderSource | undefined;
  /** Whether cookies go to another origin than the page's: as for `fetch`. */
  credentials?: RequestCredentials | undefined;
}

const NEVER = new AbortController().signal;

/** A connection without an answer is given up after this time. A store may take minutes to complete an upload. */
const UNANSWERED = 60_000;
const UNCOMPLETED = 600_000;

/** Answers that say nothing of the request itself. */
const TEMPORARY = new Set([408, 425, 429, 502, 503, 504]);

/** What a profile wants to be told of a file, where that is more or less than its name, size and type. */
export interface Wishes {
  checksum?: ChecksumAlgorithm;
  /** One grant is for many files, so it can't be bound to one. */
  nothing?: boolean;
}

/** What this page has learnt of profiles, by base and name. */
const wishes = new Map<string, Wishes>();

export class Application {
  /** The routes' address, without a slash at its end. */
  readonly base: string;
  readonly #headers: HeaderSource;
  readonly #credentials: RequestCredentials;
  /** How much the server's clock is ahead of the browser's, in milliseconds. */
  #ahead = 0;

  constructor({ base = '/uploads', headers = {}, credentials = 'same-origin' }: ApplicationOptions) {
    this.base = new URL(base, globalThis.location?.href).href.replace(/\/+$/, '');
    this.#headers = headers;
    this.#credentials = credentials;
  }

  /** The time of the server, which need not be the browser's. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Takes over the time that a server has told, where it is far from ours. */
  setTime(time: number): void {
    const ahead = time - Date.now();
    // Date has whole seconds, and an answer takes time: a clock that is right stays as it is.
    if (Number.isFinite(ahead)) this.#ahead = Math.abs(ahead) > 5000 ? ahead : 0;
  }

  async profiles(signal = NEVER): Promise<Profile[]> {
    const answer = await retrying(() => this.#call<{ profiles: Profile[] }>('/profiles', undefined, signal), signal);
    return answer.profiles;
  }

  /** What the profile wants to be told, as far as it is known. */
  wishesOf(profile: string): Wishes {
    return wishes.get(`${this.base} ${profile}`) ?? {};
  }

  learn(profile: string, learnt: Wishes): void {
    wishes.set(`${this.base} ${profile}`, learnt);
  }

  /** Never cut off while it is asked: without its ticket nobody could end an upload that has begun. */
  grant(request: GrantRequest, signal: AbortSignal): Promise<Grant> {
    return retrying(() => this.#call<Grant>('', request), signal);
  }

  async parts(ticket: string, partNumbers: number[], signal: AbortSignal): Promise<PartLink[]> {
    return (await this.#ask<{ parts: PartLink[] }>('/parts', { ticket, partNumbers }, signal)).parts;
  }

  status(ticket: string, signal: AbortSignal): Promise<TicketStatus> {
    return this.#ask('/status', { ticket }, signal);
  }

  /** Asked again when the answer is lost: the server answers the same. */
  complete(ticket: string, parts: PartTag[] | undefined, signal: AbortSignal): Promise<CompletedUpload> {
    return this.#ask('/complete', parts ? { ticket, parts } : { ticket }, signal);
  }

  async abort(ticket: string): Promise<void> {
    await this.#ask('/abort', { ticket }, NEVER);
  }

  #ask<T>(path: string, body: object, signal: AbortSignal): Promise<T> {
    return retrying(() => this.#call<T>(path, body, signal), signal);
  }

  async #call<T>(path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const own = typeof this.#headers === 'function' ? await this.#headers() : this.#headers;
    const request: RequestInit = { headers: own, credentials: this.#credentials, cache: 'no-store' };
    const timeout = AbortSignal.timeout(path === '/complete' ? UNCOMPLETED : UNANSWERED);
    request.signal = signal ? AbortSignal.any([signal, timeout]) : timeout;
    if (body) {
      request.method = 'POST';
      request.headers = { ...own, 'Content-Type': 'application/json' };
      request.body = JSON.stringify(body);
    }
    let answer: Response;
    let json: unknown;
    try {
      answer = await fetch(this.base + path, request);
      json = await answer.json().catch((error: unknown) => {
        if (error instanceof SyntaxError) return undefined;
        throw error; // broken off
      });
    } catch (cause) {
      signal?.throwIfAborted();
      throw new UploadError('unreachable', 'The application can’t be reached.', {
        by: 'client',
        temporary: true,
        cause,
      });
    }
    const date = answer.headers.get('Date');
    if (date) this.setTime(Date.parse(date));
    if (answer.ok && isObject(json)) return json as T;
    throw this.#refusal(answer, json);
  }

  #refusal(answer: Response, json: unknown): UploadError {
    const { status, headers } = answer;
    const temporary = TEMPORARY.has(status);
    const retryAfter = secondsOf(headers.get('Retry-After'), this.now());
    const common = { by: 'application', status, temporary, retryAfter } as const;
    if (!isObject(json)) {
      const type = headers.get('Content-Type') ?? 'no type';
      const text = `The application answered ${status} (${type}), not with JSON. Is the user still logged in?`;
      return new UploadError('not-json', text, common);
    }
    const code = typeof json['code'] === 'string' ? json['code'] : `http-${status}`;
    const text = json['detail'] ?? json['message'];
    const message = typeof text === 'string' ? text : `The application answered ${status}.`;
    return new UploadError(code, message, { ...common, limit: json['limit'], given: json['given'] });
  }
}

const isObject = (json: unknown): json is Record<string, unknown> => typeof json === 'object' && json !== null;
