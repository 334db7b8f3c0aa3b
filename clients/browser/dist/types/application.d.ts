import type { ChecksumAlgorithm, CompletedUpload, Grant, GrantRequest, PartLink, PartTag, Profile, Texts, TicketStatus } from './wire.js';
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
/** What a profile wants to be told of a file, where that is more or less than its name, size and type. */
export interface Wishes {
    checksum?: ChecksumAlgorithm;
    /** One grant is for many files, so it can't be bound to one. */
    nothing?: boolean;
}
export declare class Application {
    #private;
    /** The routes' address, without a slash at its end. */
    readonly base: string;
    constructor({ base, headers, credentials }: ApplicationOptions);
    /** The time of the server, which need not be the browser's. */
    now(): number;
    /** Takes over the time that a server has told, where it is far from ours. */
    setTime(time: number): void;
    profiles(signal?: AbortSignal): Promise<Profile[]>;
    /** What the profile wants to be told, as far as it is known. */
    wishesOf(profile: string): Wishes;
    learn(profile: string, learnt: Wishes): void;
    /** Never cut off while it is asked: without its ticket nobody could end an upload that has begun. */
    grant(request: GrantRequest, signal: AbortSignal): Promise<Grant>;
    parts(ticket: string, partNumbers: number[], signal: AbortSignal): Promise<PartLink[]>;
    status(ticket: string, signal: AbortSignal): Promise<TicketStatus>;
    /** Asked again when the answer is lost: the server answers the same. */
    complete(ticket: string, parts: PartTag[] | undefined, signal: AbortSignal): Promise<CompletedUpload>;
    abort(ticket: string): Promise<void>;
}
