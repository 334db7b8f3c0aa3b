/**
 * Lets some uploads run at a time, in the order in which they came. All uploads of a page share one, unless they are
 * given another.
 */
export declare class UploadQueue {
    #private;
    /** `most` is how many uploads run at a time, at least 1; a browser has six connections to an HTTP/1.1 server. */
    constructor(most?: number);
    /** Waits for a place, and returns what gives it back. */
    enter(signal: AbortSignal): Promise<() => void>;
}
