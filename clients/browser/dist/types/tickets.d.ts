/** An upload that can go on when its file is chosen again. */
export interface Unfinished {
    name: string;
    size: number;
    lastModified: number;
    profile: string;
    /** The address of the server's routes. */
    base: string;
}
/** Describes a file; nothing for a Blob, which has no name to be known again by. */
export declare function describe(file: Blob, name: string, profile: string, base: string): Unfinished | undefined;
/** A page may know no more of a file than this, short of reading it. */
export declare const fingerprint: ({ name, size, lastModified, profile, base }: Unfinished) => string;
export declare function keep(upload: Unfinished, ticket: string): Promise<void>;
export declare function ticketOf(upload: Unfinished): Promise<string | undefined>;
export declare function forget(upload: Unfinished): Promise<void>;
/** What earlier visits have left. */
export declare function all(): Promise<Unfinished[]>;
