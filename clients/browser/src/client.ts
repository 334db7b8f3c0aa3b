/** Uploads files from the browser straight to S3, by the grants of an upload-grants server. */

import { Application, type ApplicationOptions } from './application.js';
import { serve } from './checksum/worker.js';
import { all, forget, ticketOf, type Unfinished } from './tickets.js';
import { upload } from './upload.js';
import type { Profile } from './wire.js';

export { upload };
export type { Upload } from './upload.js';
export { uploadAll, type Batch, type BatchOptions, type BatchProgress, type BatchSummary } from './batch.js';
export { UploadError, type ErrorDetails, type ErrorSource } from './errors.js';
export { UploadQueue } from './queue.js';
export type { ApplicationOptions, HeaderSource } from './application.js';
export type { Progress, UploadOptions, UploadState } from './options.js';
export type { Unfinished } from './tickets.js';
export type { Checksum, ChecksumAlgorithm, CompletedUpload, Granted, GrantKind, Profile } from './wire.js';

/** What this caller may upload. */
export const profiles = (options: ApplicationOptions = {}): Promise<Profile[]> => new Application(options).profiles();

/** The uploads that earlier visits have begun: each goes on when its file is given to `upload` again. */
export const unfinished = (): Promise<Unfinished[]> => all();

/** Gives up such an upload: the server removes what there is of it. */
export async function discard(upload: Unfinished, options: Omit<ApplicationOptions, 'base'> = {}): Promise<void> {
  const ticket = await ticketOf(upload);
  if (ticket) await new Application({ ...options, base: upload.base }).abort(ticket);
  await forget(upload);
}

serve(upload);
