import type { Profile, UploadError, UploadState } from '../client.js';
/** What the element says. Set other texts with its property `texts`. */
export interface DropTexts {
    choose: string;
    chooseOne: string;
    drop: string;
    dropOne: string;
    files: string;
    state: Record<Exclude<UploadState, 'failed'>, string>;
    failed: (error: UploadError) => string;
    percent: (share: number) => string;
    unfinished: string;
    running: string;
    pause: string;
    resume: string;
    cancel: string;
    retry: string;
    limits: (profile: Profile) => string;
    /** Of a button, for those who hear it: what it does, and to which file. */
    of: (action: string, file: string) => string;
}
export declare const ENGLISH: DropTexts;
export declare function human(size: number): string;
