import type { ApplicationOptions } from './application.js';
import type { UploadQueue } from './queue.js';
import type { Granted } from './wire.js';
/** Where an upload is: `completed`, `failed` and `cancelled` are the end. */
export type UploadState = 'waiting' | 'preparing' | 'uploading' | 'completing' | 'paused' | 'completed' | 'failed' | 'cancelled';
export interface Progress {
    state: UploadState;
    /** Bytes that have left the browser; fewer again after a connection that broke. */
    loaded: number;
    total: number;
    /** 0 to 1; 1 when the upload is completed. */
    share: number;
}
export interface UploadOptions extends ApplicationOptions {
    /** Which of the server's profiles the upload is for. */
    profile: string;
    /** What the server is told of the file; its own name and type when not set. */
    name?: string | undefined;
    contentType?: string | undefined;
    /** Called when the state changes, and while bytes leave. */
    onProgress?: ((progress: Progress) => void) | undefined;
    /** Called with each grant, before it is used; an upload that resumes has none. */
    onGrant?: ((grant: Granted) => void) | undefined;
    /** Cancels the upload, as `cancel()` does. */
    signal?: AbortSignal | undefined;
    /** Whether an upload of the same file that an earlier visit began goes on; `true` when not set. */
    resume?: boolean | undefined;
    /** Which uploads wait for each other; all of a page when not set. */
    queue?: UploadQueue | undefined;
}
