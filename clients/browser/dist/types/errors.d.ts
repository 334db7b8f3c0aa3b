/** Who said no: the application's server, the store, or this client. */
export type ErrorSource = 'application' | 'storage' | 'client';
export interface ErrorDetails {
    by: ErrorSource;
    status?: number;
    temporary?: boolean;
    retryAfter?: number | undefined;
    limit?: unknown;
    given?: unknown;
    cause?: unknown;
}
/** Why an upload failed. Its message is a text for users; it has no URL and no secret. */
export declare class UploadError extends Error {
    readonly name = "UploadError";
    /** The application's code, such as `too-large`; S3's, such as `EntityTooLarge`; or one of this client's. */
    readonly code: string;
    readonly by: ErrorSource;
    /** The HTTP status; 0 without a response. */
    readonly status: number;
    /** Whether the same request may work later. */
    readonly temporary: boolean;
    /** After how many seconds to try again, where the server has said so. */
    readonly retryAfter: number | undefined;
    /** What the application allows, and what it was given, such as two sizes in bytes. */
    readonly limit: unknown;
    readonly given: unknown;
    constructor(code: string, message: string, details: ErrorDetails);
}
/** Whether an error is an upload's with one of these codes. */
export declare const hasCode: (error: unknown, ...codes: string[]) => error is UploadError;
/** Makes an `UploadError` of what was thrown. */
export declare function asUploadError(error: unknown): UploadError;
export declare function unreadableFile(cause: unknown): UploadError;
/** The seconds of a `Retry-After`, which is a number or a date; the date is compared with the server's own time. */
export declare function secondsOf(retryAfter: string | null, now: number): number | undefined;
