// Many files: one promise, one progress, one summary.

import type { UploadError } from './errors.js';
import type { UploadOptions } from './options.js';
import { upload, type Upload } from './upload.js';
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
  completed: { file: Blob; upload: CompletedUpload }[];
  /** Those that were cancelled too, with the code `cancelled`. */
  failed: { file: Blob; error: UploadError }[];
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
export function uploadAll(files: Iterable<Blob>, { onProgress, onEnd, ...options }: BatchOptions): Batch {
  const summary: BatchSummary = { completed: [], failed: [] };
  const all = [...files];
  const total = all.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;

  const tell = (): void => {
    const [completed, failed] = [summary.completed.length, summary.failed.length];
    const share = completed === all.length ? 1 : total && loaded / total;
    onProgress?.({ loaded, total, share, completed, failed, files: all.length });
  };
  const uploads = all.map((file) => {
    let before = 0;
    const each = (progress: { loaded: number }): void => {
      loaded += progress.loaded - before;
      before = progress.loaded;
      tell();
    };
    return upload(file, { ...options, onProgress: each });
  });
  const outcomes = uploads.map((each, index) => {
    const file = all[index]!;
    return each
      .then(
        (completed) => void summary.completed.push({ file, upload: completed }),
        (error: unknown) => void summary.failed.push({ file, error: error as UploadError }),
      )
      .then(() => {
        tell();
        onEnd?.(each);
      });
  });
  return Object.assign(
    Promise.all(outcomes).then(() => summary),
    {
      uploads,
      pause: () => uploads.forEach((each) => each.pause()),
      resume: () => uploads.forEach((each) => each.resume()),
      cancel: () => uploads.forEach((each) => each.cancel()),
    },
  );
}
