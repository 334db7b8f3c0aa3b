/** The element `<upload-drop profile="photo">`: a place to drop files, and a row for each. */
import { type CompletedUpload, type Granted, type UploadError, type UploadOptions } from './client.js';
import { type DropTexts } from './drop/texts.js';
export type { DropTexts } from './drop/texts.js';
/** The detail of `upload-grant`. */
export interface UploadGranted {
    file: File;
    /** As of `UploadComplete`. */
    slot: string;
    grant: Granted;
}
/** The detail of `upload-complete`. */
export interface UploadComplete {
    file: File;
    /** The slot of the file's row: a child of the element that has it is shown there until the file is tried again. */
    slot: string;
    upload: CompletedUpload;
}
/** The detail of `upload-error`. */
export interface UploadFailure {
    file: File;
    /** As of `UploadComplete`. */
    slot: string;
    error: UploadError;
}
/**
 * Attributes: `profile`, `base`, `multiple`, `accept`, `disabled`, and `name`, under which a form has the receipts.
 * Events: `upload-grant`, `upload-complete` and `upload-error`, which bubble.
 */
export declare class UploadDrop extends HTMLElement {
    #private;
    static readonly formAssociated = true;
    static readonly observedAttributes: string[];
    /** Options of each upload besides `profile` and `base`, such as `headers`. Set them before files are chosen. */
    options: Omit<UploadOptions, 'profile' | 'base' | 'onProgress' | 'onGrant' | 'name' | 'contentType'>;
    constructor();
    connectedCallback(): void;
    attributeChangedCallback(): void;
    formDisabledCallback(disabled: boolean): void;
    /** Cancels what runs, and forgets what was uploaded. */
    formResetCallback(): void;
    get texts(): DropTexts;
    /** Other texts, such as another language's; those that are left out stay English. */
    set texts(texts: Partial<DropTexts>);
    /** Uploads files, as if they had been dropped. */
    add(files: Iterable<File>): void;
}
