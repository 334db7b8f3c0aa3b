// Asks the application for a grant and performs exactly that grant. Nothing here knows the page.

/**
 * `by` is who said no: 'page', 'application' or 'storage'; null when something failed. `unsure` is whether the file may
 * be stored all the same: a browser that loses the answer may send a PUT twice, and gets 412 from its own first one.
 * `code` is the application's.
 */
export class UploadError extends Error {
  constructor(text, by = null, unsure = false, code = null) {
    super(text);
    Object.assign(this, { by, unsure, code });
  }
}

/** What this caller may upload: [{name, kinds, contentTypes, minSize, maxSize}]. */
export const profiles = async () => (await call('/uploads/profiles')).profiles;

/** A grant for one file. The page says what it has; the limits are the profile's. */
export const ask = (profile, { name, size, type }, signal) =>
  call('/uploads', { profile, fileName: name, size, contentType: type || undefined }, signal);

/** Lets the application look at what was stored: whether it is there, and is what was granted. */
export const complete = (ticket, parts, signal) => call('/uploads/complete', { ticket, parts }, signal);

/** Asks the application; a call without a body is a GET. */
export async function call(path, body, signal) {
  const options = body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, { ...options, signal }).catch(() => {
    throw new UploadError('The application can’t be reached.');
  });
  const json = await answer.json().catch(() => null);
  if (answer.ok && json) return json;
  const text = json?.detail ?? `The application answered ${answer.status}.`;
  throw new UploadError(text, answer.status < 500 ? 'application' : null, false, json?.code);
}

/** Sends the file as the grant says, and returns the request; `progress` gets 0 to 1. */
export function send(grant, file, signal, progress) {
  return new Promise((resolve, reject) => {
    if (!grant.method) throw new UploadError(`This page can’t perform a grant of kind ${grant.kind}.`);
    const request = new XMLHttpRequest(); // fetch can't tell the progress of an upload
    request.upload.onprogress = ({ loaded, total }) => total && progress(loaded / total);
    request.onload = () =>
      request.status >= 200 && request.status < 300
        ? resolve(request)
        : reject(refusal(request.status, request.responseText));
    request.onerror = () => reject(unreadable(grant));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    signal.throwIfAborted();
    request.open(grant.method, grant.url);
    request.send(grant.method === 'PUT' ? put(grant, file, request) : form(grant, file));
  });
}

function put({ headers }, file, request) {
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  return file.slice(); // a slice has no type, so the browser adds no Content-Type of its own
}

function form({ fields, fileField }, file) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append(fileField, file); // last: S3 ignores what comes after the file
  return data;
}

const SENTENCES = {
  __proto__: null,
  EntityTooLarge: 'The file is larger than was granted.',
  EntityTooSmall: 'The file is smaller than was granted.',
  AccessDenied: 'What was sent isn’t what was granted.',
  SignatureDoesNotMatch: 'What was sent isn’t what was granted: its size, type or another header differs.',
  PreconditionFailed: 'Already used: this key has another object, and the grant replaces none.',
};

const expired = () => new UploadError('The grant has expired. Choose the file again.', 'storage');

/** S3's answer, which is XML, as a sentence. */
function refusal(status, xml) {
  const answer = new DOMParser().parseFromString(xml, 'application/xml');
  const read = (name) => answer.querySelector(name)?.textContent ?? '';
  const code = status === 412 ? 'PreconditionFailed' : read('Code');
  if (/expired/i.test(code + read('Message'))) return expired();
  const text = SENTENCES[code] ?? (read('Message') || 'The storage didn’t take the file.');
  const unsure = status === 412 || status >= 500;
  return new UploadError(`${text} (${`${status} ${code}`.trim()})`, status < 500 ? 'storage' : null, unsure);
}

/** No answer that a page may read: some stores send no CORS headers with a refusal, and browsers don't say why. */
function unreadable({ expiresAt, url }) {
  if (Date.parse(expiresAt) < Date.now()) return expired();
  const { origin } = new URL(url);
  return new UploadError(`${origin} can’t be reached, broke off, or has no CORS rule for this page.`, null, true);
}
