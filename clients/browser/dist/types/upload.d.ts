import type { UploadOptions, UploadState } from './options.js';
import type { CompletedUpload } from './wire.js';
/** A promise of what was uploaded, which can be paused, resumed and cancelled. */
export declare class Upload implements Promise<CompletedUpload> {
    #private;
    readonly [Symbol.toStringTag] = "Upload";
    readonly file: Blob;
    get state(): UploadState;
    /** Bytes that have left the browser. */
    get loaded(): number;
    /** Cuts off what is on its way; what the store has it keeps. Does nothing once the upload has ended. */
    pause(): void;
    /** Goes on after `pause()`. */
    resume(): void;
    /** Ends the upload, and lets the server remove what there is of it; then the promise is rejected as `cancelled`. */
    cancel(): void;
    then<T = CompletedUpload, E = never>(onFulfilled?: ((value: CompletedUpload) => T | PromiseLike<T>) | null, onRejected?: ((reason: any) => E | PromiseLike<E>) | null): Promise<T | E>;
    catch<E = never>(onRejected?: ((reason: any) => E | PromiseLike<E>) | null): Promise<CompletedUpload | E>;
    finally(onFinally?: (() => void) | null): Promise<CompletedUpload>;
}
/** Uploads a file, and returns at once a promise that can be paused, resumed and cancelled. */
export declare const upload: (file: Blob, options: UploadOptions) => Upload;
