import type { Application } from './application.js';
import { UploadError } from './errors.js';
import type { PartLink } from './wire.js';

/** How many URLs to ask for at once. They expire together, so more would be signed in vain. */
const AT_ONCE = 100;

/** Where the parts of one upload go: the URLs that came with its grant, and those that are asked for later. */
export class PartLinks {
  readonly #application: Application;
  readonly #ticket: string;
  readonly #missing: () => number[];
  readonly #known = new Map<number, PartLink>();
  #asking: Promise<void> | undefined;

  /** `missing` returns which parts are to be sent yet, in their order. */
  constructor(application: Application, ticket: string, missing: () => number[], first: PartLink[]) {
    this.#application = application;
    this.#ticket = ticket;
    this.#missing = missing;
    this.#keep(first);
  }

  async of(partNumber: number, signal: AbortSignal): Promise<PartLink> {
    const known = this.#known.get(partNumber);
    if (known) return known;
    await (this.#asking ??= this.#ask(partNumber, signal).finally(() => (this.#asking = undefined)));
    return this.of(partNumber, signal);
  }

  /** Forgets a link that was refused, and all others, which are as old. */
  refused(link: PartLink): void {
    if (this.#known.get(link.partNumber) === link) this.#known.clear();
  }

  async #ask(partNumber: number, signal: AbortSignal): Promise<void> {
    const next = this.#missing().filter((number) => number !== partNumber && !this.#known.has(number));
    const links = await this.#application.parts(this.#ticket, [partNumber, ...next.slice(0, AT_ONCE - 1)], signal);
    this.#keep(links);
    if (!this.#known.has(partNumber)) {
      throw new UploadError('invalid-answer', `The application gave no URL for part ${partNumber}.`, {
        by: 'application',
      });
    }
  }

  #keep(links: PartLink[]): void {
    for (const link of links) this.#known.set(link.partNumber, link);
  }
}
