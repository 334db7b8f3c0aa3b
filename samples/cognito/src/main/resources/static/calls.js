// The page's requests: to the application for login and credentials, to S3 for the upload. Nothing here knows the page,
// and nothing is kept.

import { objectUrl, sign } from './sigv4.js';

/** `by` is who said no: 'application' or 'storage'; null when something failed. */
export class CallError extends Error {
  constructor(text, by = null, status = 0) {
    super(text);
    this.by = by;
    this.status = status;
  }
}

/** Answers {username, idToken}, or {challenge, requiredAttributes} when a new password is due. */
export const login = (username, password) => post('/login', { username, password });

export const setNewPassword = (challenge, newPassword, attributes) =>
  post('/login/new-password', { challenge, newPassword, attributes });

/** Temporary credentials for the user's own folder. */
export const askCredentials = (idToken) =>
  post('/uploads', { profile: 'folder' }, { Authorization: `Bearer ${idToken}` });

async function post(path, body, headers) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new CallError('The application can’t be reached.');
  });
  const json = await answer.json().catch(() => null);
  if (answer.ok && json) return json;
  const text = json?.detail ?? `The application answered ${answer.status}.`;
  throw new CallError(text, answer.status < 500 ? 'application' : null, answer.status);
}

/** Uploads one file; `progress` gets 0 to 1. */
export async function put(grant, key, file, signal, progress) {
  if (!crypto.subtle) throw new CallError('Browsers sign on https or localhost only; open the page there.');
  const url = objectUrl(grant, key);
  const headers = { ...grant.headers, 'content-type': file.type || 'application/octet-stream' };
  const signed = await sign('PUT', url, grant.region, grant.credentials, headers);
  await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch can't tell the progress of an upload
    request.upload.onprogress = ({ loaded, total }) => total && progress(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusal(request, grant)));
    request.onerror = () => reject(unreadable(url));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort());
    signal.throwIfAborted();
    request.open('PUT', url);
    for (const [name, value] of Object.entries(signed)) request.setRequestHeader(name, value);
    request.send(file);
  });
}

/** S3's answer, which is XML, as a sentence. */
function refusal({ status, responseText }, { keyPrefix }) {
  const answer = new DOMParser().parseFromString(responseText, 'application/xml');
  const read = (name) => answer.querySelector(name)?.textContent ?? '';
  const code = status === 412 ? 'PreconditionFailed' : read('Code');
  const sentences = {
    __proto__: null,
    AccessDenied: `These credentials write below ${keyPrefix} and do nothing else.`,
    // A browser that loses the answer may send a PUT twice, and these credentials can't look what is there.
    PreconditionFailed:
      'There is a file of this name already, and these credentials replace none. If the connection broke off during this upload, it may be this very file.',
    ExpiredToken: 'The credentials have expired. Choose the file again.',
    RequestTimeTooSkewed: 'This computer’s clock is more than 15 minutes off; set it right.',
    NoSuchBucket: 'There is no such bucket; see upload.bucket.',
    EntityTooLarge: 'One PUT takes at most 5 GiB.',
  };
  const text = sentences[code] ?? (read('Message') || 'The storage didn’t take the file.');
  return new CallError(`${text} (${`${status} ${code}`.trim()})`, status < 500 ? 'storage' : null, status);
}

function unreadable(url) {
  const { origin } = new URL(url);
  return new CallError(`${origin} can’t be reached, broke off, or has no CORS rule for this page.`);
}
