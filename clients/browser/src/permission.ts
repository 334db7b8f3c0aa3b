// What lets a file be sent: a new grant, or the ticket of an upload that has begun before.

import type { Application } from './application.js';
import { checksum } from './checksum/worker.js';
import { UploadError, hasCode } from './errors.js';
import { PartsTransfer, type PartsPlan } from './parts.js';
import * as tickets from './tickets.js';
import type { NamedFile, Sent, WholeGrant } from './whole.js';
import type { Checksum, ChecksumAlgorithm, Grant } from './wire.js';

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
  #ticket: string | undefined;
  #checksum: Checksum | undefined;

  /** With a description, the ticket is kept for the page's next visit. */
  constructor(application: Application, profile: string, named: NamedFile, description: tickets.Unfinished | undefined) {
    this.#application = application;
    this.#profile = profile;
    this.#named = named;
    this.#description = description;
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
    if (grant.ticket && this.#description) await tickets.keep(this.#description, grant.ticket);
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

  /** Forgets the ticket, also of an earlier visit. */
  async forget(): Promise<void> {
    this.#ticket = undefined;
    if (this.#description) await tickets.forget(this.#description);
  }

  /** Lets the server remove what there is of the upload. */
  async abort(): Promise<void> {
    const ticket = await this.#known();
    if (ticket) await this.#application.abort(ticket);
    await this.forget();
  }

  async #known(): Promise<string | undefined> {
    return this.#ticket ?? (this.#description && (await tickets.ticketOf(this.#description)));
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

  /** Asks first and computes a checksum only where the server wants one: most profiles have none. */
  async #ask(signal: AbortSignal): Promise<Grant> {
    const { file, name: fileName, contentType } = this.#named;
    const request = { profile: this.#profile, fileName, size: file.size, contentType };
    const known = this.#application.checksumOf(this.#profile);
    try {
      const checksum = known && (await this.#sum(known, signal));
      return await this.#application.grant(checksum ? { ...request, checksum } : request, signal);
    } catch (error) {
      if (known || !hasCode(error, 'checksum-required')) throw error;
      const wanted = await this.#application.findChecksum(this.#profile, signal);
      if (!wanted) throw error;
      return this.#application.grant({ ...request, checksum: await this.#sum(wanted, signal) }, signal);
    }
  }

  async #sum(algorithm: ChecksumAlgorithm, signal: AbortSignal): Promise<Checksum> {
    return (this.#checksum ??= { algorithm, value: await checksum(this.#named.file, algorithm, signal) });
  }
}
