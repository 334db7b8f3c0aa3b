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
export class UploadError extends Error {
  override readonly name = 'UploadError';
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

  constructor(code: string, message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.by = details.by;
    this.status = details.status ?? 0;
    this.temporary = details.temporary ?? false;
    this.retryAfter = details.retryAfter;
    this.limit = details.limit;
    this.given = details.given;
  }
}

/** Whether an error is an upload's with one of these codes. */
export const hasCode = (error: unknown, ...codes: string[]): error is UploadError =>
  error instanceof UploadError && codes.includes(error.code);

/** Makes an `UploadError` of what was thrown. */
export function asUploadError(error: unknown): UploadError {
  if (error instanceof UploadError) return error;
  if (error instanceof DOMException && error.name === 'NotReadableError') return unreadableFile(error);
  const text = error instanceof Error ? error.message : String(error);
  return new UploadError('client-error', `The upload failed: ${text}`, { by: 'client', cause: error });
}

export function unreadableFile(cause: unknown): UploadError {
  const text = 'The file can’t be read any more: it was changed, moved or removed. Choose it again.';
  return new UploadError('file-unreadable', text, { by: 'client', cause });
}

/** The seconds of a `Retry-After`, which is a number or a date; the date is compared with the server's own time. */
export function secondsOf(retryAfter: string | null, now: number): number | undefined {
  if (!retryAfter) return undefined;
  const seconds = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) : (Date.parse(retryAfter) - now) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
