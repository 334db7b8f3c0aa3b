// AWS Signature Version 4, by WebCrypto: signs one request to S3 with temporary credentials.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html

import { UploadError } from './errors.js';
import type { CredentialsGrant, Texts } from './wire.js';

const utf8 = new TextEncoder();

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const hash = async (text: string): Promise<string> => hex(await crypto.subtle.digest('SHA-256', utf8.encode(text)));

async function hmac(key: BufferSource, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, utf8.encode(text));
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** Encodes a key as S3 wants it signed: all but letters, digits, "-", ".", "_", "~", and the slashes. */
export const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/[!'()*]/g, percent)
    .replaceAll('%2F', '/');

/** Where an object is: at the grant's endpoint, or at AWS. */
export function objectUrl({ bucket, region, endpoint, pathStyle }: CredentialsGrant, key: string): string {
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const base = new URL(endpoint ?? `https://s3.${region}.${domain}`);
  const below = base.pathname.replace(/\/$/, ''); // a gateway may serve S3 below a path
  const path = encodeKey(key);
  return pathStyle
    ? `${base.origin}${below}/${bucket}/${path}`
    : `${base.protocol}//${bucket}.${base.host}${below}/${path}`;
}

/**
 * Returns all headers to send. Those given are signed too, their names in lower case. The body isn't part of the
 * signature: hashing it would need the whole file in memory.
 */
export async function sign(
  method: string,
  url: string,
  {
    region,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  }: Pick<CredentialsGrant, 'region' | 'credentials'>,
  headers: Texts,
  now: number,
): Promise<Texts> {
  if (!globalThis.crypto?.subtle) {
    const text = 'Browsers sign on https or localhost only; open the page there.';
    throw new UploadError('insecure-context', text, { by: 'client' });
  }
  const { host, pathname, searchParams } = new URL(url);
  const time = new Date(now).toISOString().replace(/[:-]|\.\d+/g, ''); // 20261125T034500Z
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;

  const signed: Texts = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers, 'x-amz-date': time };
  if (sessionToken) signed['x-amz-security-token'] = sessionToken;

  const all = Object.entries({ ...signed, host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = all.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}\n`).join('');
  const names = all.map(([name]) => name).join(';');
  const request = [method, pathname, searchParams.toString(), lines, names, signed['x-amz-content-sha256']].join('\n');

  let key: BufferSource = utf8.encode(`AWS4${secretAccessKey}`);
  for (const part of scope.split('/')) key = await hmac(key, part);
  const text = ['AWS4-HMAC-SHA256', time, scope, await hash(request)].join('\n');
  const signature = hex(await hmac(key, text));

  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`;
  return { ...signed, authorization };
}
