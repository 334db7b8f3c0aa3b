// What lets a file be sent: a new grant, or the ticket of an upload that has begun before.

import type { Application, Wishes } from './application.js';
import { checksum } from './checksum/worker.js';
import { UploadError, hasCode } from './errors.js';
import { PartsTransfer, type PartsPlan } from './parts.js';
import * as tickets from './tickets.js';
import type { NamedFile, Sent, WholeGrant } from './whole.js';
import type { Checksum, ChecksumAlgorithm, Grant, GrantRequest } from './wire.js';

/** What the server says of a ticket that leads nowhere. A new grant may. */
export const STALE = ['no-such-upload', 'ticket-expired', 'invalid-ticket', 'ticket-of-another-subject'];

/** What is to be sent, and how. */
export type Transfer =
  | { kind: 'whole'; grant: WholeGrant; sent?: Sent }
  | { kind: 'parts'; ticket: string; parts: PartsTransfer }
  | { kind: 'stored'; ticket: string };

export class Permission {
  readonly #application: Application;
  readonly #profile: string;
  readonly #named: NamedFile;
  readonly #description: tickets.Unfinished | undefined;
  readonly #onGrant: (grant: Grant) => void;
  #ticket: string | undefined;
  #isKept = false;
  #checksum: Checksum | undefined;

  /** With a description, the ticket is kept for the page's next visit. */
  constructor(
    application: Application,
    profile: string,
    named: NamedFile,
    description: tickets.Unfinished | undefined,
    onGrant: (grant: Grant) => void,
  ) {
    this.#application = application;
    this.#profile = profile;
    this.#named = named;
    this.#description = description;
    this.#onGrant = onGrant;
  }

  async obtain(signal: AbortSignal): Promise<Transfer> {
    const ticket = await this.#known();
    if (ticket) {
      const begun = await this.#lookUp(ticket, signal);
      if (begun) return begun;
      await this.forget();
    }
    const grant = await this.#ask(signal);
    this.#ticket = grant.ticket;
    if (grant.ticket && this.#description) {
      this.#isKept = true;
      await tickets.keep(this.#description, grant.ticket);
    }
    this.#onGrant(grant);
    switch (grant.kind) {
      case 'multipart':
        return this.#inParts({ ...grant, ticket: grant.ticket, links: grant.parts, stored: [] });
      case 'presigned-put':
      case 'post-policy':
      case 'temporary-credentials':
        return { kind: 'whole', grant };
    }
    const text = `This page can’t perform a grant of kind ${(grant as Grant).kind}.`;
    throw new UploadError('unsupported-kind', text, { by: 'client' });
  }

  /** Forgets the ticket, also of an earlier visit. To write costs time, so only where there is one. */
  async forget(): Promise<void> {
    this.#ticket = undefined;
    if (this.#description && this.#isKept) await tickets.forget(this.#description);
    this.#isKept = false;
  }

  /** Lets the server remove what there is of the upload. */
  async abort(): Promise<void> {
    const ticket = await this.#known();
    if (ticket) await this.#application.abort(ticket);
    await this.forget();
  }

  async #known(): Promise<string | undefined> {
    if (this.#ticket || !this.#description) return this.#ticket;
    const kept = await tickets.ticketOf(this.#description);
    if (kept) this.#isKept = true;
    return kept;
  }

  /** What became of an upload that had begun; nothing where it can't go on. */
  async #lookUp(ticket: string, signal: AbortSignal): Promise<Transfer | undefined> {
    try {
      const status = await this.#application.status(ticket, signal);
      if (status.state !== 'open') return status.state === 'completed' ? { kind: 'stored', ticket } : undefined;
      this.#ticket = ticket;
      return this.#inParts({ ...status, ticket, links: [], stored: status.parts });
    } catch (error) {
      if (hasCode(error, ...STALE)) return undefined;
      throw error;
    }
  }

  #inParts(plan: PartsPlan): Transfer {
    return { kind: 'parts', ticket: plan.ticket, parts: new PartsTransfer(this.#application, this.#named.file, plan) };
  }

  /** Asks first, and looks what the profile wants only where the server isn't content: most have no wishes. */
  async #ask(signal: AbortSignal): Promise<Grant> {
    const known = this.#application.wishesOf(this.#profile);
    try {
      return await this.#application.grant(await this.#request(known, signal), signal);
    } catch (error) {
      if (known.checksum || known.nothing || !hasCode(error, 'checksum-required', 'invalid-request')) throw error;
      const wishes = await this.#lookForWishes(error.code, signal);
      if (!wishes) throw error;
      const grant = await this.#application.grant(await this.#request(wishes, signal), signal);
      const isForMany = grant.kind === 'temporary-credentials' && grant.keyPrefix !== undefined;
      if (wishes.nothing && !isForMany) throw error; // something else was wrong
      this.#application.learn(this.#profile, wishes);
      return grant;
    }
  }

  async #lookForWishes(code: string, signal: AbortSignal): Promise<Wishes | undefined> {
    const profile = (await this.#application.profiles(signal)).find(({ name }) => name === this.#profile);
    if (code === 'checksum-required') return profile?.checksum ? { checksum: profile.checksum } : undefined;
    return profile?.kinds.join() === 'temporary-credentials' ? { nothing: true } : undefined;
  }

  async #request({ checksum, nothing }: Wishes, signal: AbortSignal): Promise<GrantRequest> {
    const profile = this.#profile;
    if (nothing) return { profile };
    const { file, name: fileName, contentType } = this.#named;
    const request = { profile, fileName, size: file.size, contentType };
    return checksum ? { ...request, checksum: await this.#sum(checksum, signal) } : request;
  }

  async #sum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<Checksum> {
    return (this.#checksum ??= { algorithm, value: await checksum(this.#named.file, algorithm, signal) });
  }
}
