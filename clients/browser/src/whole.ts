// Sends a file in one request: by a presigned PUT, a form, or a PUT that this page signs with temporary credentials.

import type { Application } from './application.js';
import { Diagnosis } from './diagnosis.js';
import { hasCode, UploadError } from './errors.js';
import { Refusal } from './refusal.js';
import { retrying } from './retry.js';
import { objectUrl, sign } from './sigv4.js';
import { LostAnswer, send, type Shipment } from './transport.js';
import type { CredentialsGrant, FormGrant, Grant, MultipartGrant, PutGrant } from './wire.js';

export type WholeGrant = Exclude<Grant, MultipartGrant>;

/** What is known of the object: its key, and its entity tag where the page may read it. */
export interface Sent {
  key: string;
  etag?: string;
  /** Why it isn't sure that the object is there; only the application can look. */
  doubt?: UploadError;
}

export interface NamedFile {
  file: Blob;
  name: string;
  contentType: string;
}

/** Sends the file, again where that may help. */
export async function sendWhole(
  application: Application,
  grant: WholeGrant,
  file: NamedFile,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Sent> {
  const key = keyOf(grant, file.name);
  let lost: LostAnswer | undefined;
  const diagnosis = new Diagnosis(file.file);
  const attempt = async (): Promise<Sent> => {
    const shipment = await pack(application, grant, key, file);
    try {
      const { etag } = await send(shipment, signal, progress);
      return etag ? { key, etag } : { key };
    } catch (error) {
      throw await diagnosis.of(error, shipment.url);
    }
  };
  const onFailure = (error: UploadError): void => {
    if (error instanceof LostAnswer) lost = error;
    if (error instanceof Refusal && error.serverTime !== undefined) application.setTime(error.serverTime);
  };
  try {
    return await retrying(attempt, signal, onFailure);
  } catch (error) {
    if (error instanceof LostAnswer) return { key, doubt: error };
    if (!hasCode(error, 'PreconditionFailed')) throw error;
    // After a lost answer the next attempt meets its own object: a grant's key is its own, other than a file's name
    // below a prefix. A browser may also send a PUT twice by itself, which nobody sees.
    return lost && key === grant.key ? { key } : { key, doubt: maybeOurs(error) };
  }
}

function maybeOurs(error: UploadError): UploadError {
  const text = `${error.message} If the connection broke off meanwhile, it may be this very file.`;
  return new UploadError(error.code, text, { by: error.by, status: error.status, cause: error });
}

async function pack(application: Application, grant: WholeGrant, key: string, file: NamedFile): Promise<Shipment> {
  switch (grant.kind) {
    case 'presigned-put':
      return put(grant, file);
    case 'post-policy':
      return form(grant, file);
    case 'temporary-credentials':
      return signedPut(application, grant, key, file);
  }
}

// A slice has no type, so the browser adds no Content-Type of its own.
const put = ({ method, url, headers }: PutGrant, { file }: NamedFile): Shipment => ({
  method,
  url,
  headers,
  body: file.slice(),
});

function form(
  { method, url, fields, openFields = {}, fileField }: FormGrant,
  { file, name, contentType }: NamedFile,
): Shipment {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  for (const [field, begin] of Object.entries(openFields)) {
    const isType = field.toLowerCase() === 'content-type' && contentType.startsWith(begin);
    body.append(field, isType ? contentType : begin);
  }
  body.append(fileField, file, name); // last: S3 ignores what comes after the file
  return { method, url, body };
}

async function signedPut(
  application: Application,
  grant: CredentialsGrant,
  key: string,
  { file, contentType }: NamedFile,
): Promise<Shipment> {
  const url = objectUrl(grant, key);
  const given = Object.entries(grant.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = { 'content-type': contentType || 'application/octet-stream', ...Object.fromEntries(given) };
  return { method: 'PUT', url, headers: await sign('PUT', url, grant, headers, application.now()), body: file.slice() };
}

/** The grant's key; below a prefix the file's own name, without folders. */
export function keyOf(grant: WholeGrant, name: string): string {
  if (grant.kind !== 'temporary-credentials' || grant.keyPrefix === undefined) return grant.key;
  const own = new TextDecoder().decode(new TextEncoder().encode(name)); // without halves of surrogate pairs
  const last = own.split(/[/\\]/).pop()!;
  return grant.keyPrefix + (/^\.{0,2}$/.test(last) ? 'file' : last); // a URL can't end in "." or ".."
}
