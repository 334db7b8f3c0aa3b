import type { UploadError } from './errors.js';
import type { UploadOptions } from './options.js';
import { type Upload } from './upload.js';
import type { CompletedUpload } from './wire.js';
export interface BatchProgress {
    /** Bytes of all files. */
    loaded: number;
    total: number;
    /** 0 to 1. */
    share: number;
    /** How many files have ended, and how. */
    completed: number;
    failed: number;
    files: number;
}
export interface BatchSummary {
    completed: {
        file: Blob;
        upload: CompletedUpload;
    }[];
    /** Those that were cancelled too, with the code `cancelled`. */
    failed: {
        file: Blob;
        error: UploadError;
    }[];
}
export interface BatchOptions extends Omit<UploadOptions, 'name' | 'contentType' | 'onProgress'> {
    onProgress?: ((progress: BatchProgress) => void) | undefined;
    /** Called when a file's upload has ended, either way; the promise of the upload says how. */
    onEnd?: ((upload: Upload) => void) | undefined;
}
/** A promise of the summary, which is never rejected: a file that fails doesn't end the others. */
export interface Batch extends Promise<BatchSummary> {
    readonly uploads: readonly Upload[];
    pause(): void;
    resume(): void;
    cancel(): void;
}
/** Uploads files, some at a time. */
export declare function uploadAll(files: Iterable<Blob>, { onProgress, onEnd, ...options }: BatchOptions): Batch;
