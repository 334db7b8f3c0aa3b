// What S3 answers to what it refuses: XML, made a sentence.

import { UploadError, secondsOf } from './errors.js';

const SENTENCES: Record<string, string> = {
  EntityTooLarge: 'The file is larger than was granted.',
  EntityTooSmall: 'The file is smaller than was granted.',
  AccessDenied: 'What was sent isn’t what was granted.',
  SignatureDoesNotMatch: 'What was sent isn’t what was granted: its size, type or another header differs.',
  PreconditionFailed: 'There is an object with this key already, and the grant replaces none.',
  expired: 'The grant has expired.',
};

/** S3's answers of status 400 and 409 that aren't final. */
const TEMPORARY = ['RequestTimeout', 'RequestTimeTooSkewed', 'ConditionalRequestConflict', 'OperationAborted'];

/** The store's refusal; where its clock and the browser's differ, it says what time it is. */
export class Refusal extends UploadError {
  readonly serverTime: number | undefined;

  constructor(code: string, message: string, status: number, retryAfter: number | undefined, serverTime?: number) {
    const temporary = status === 408 || status === 429 || (status >= 500 && status !== 501) || TEMPORARY.includes(code);
    super(code, message, { by: 'storage', status, temporary, retryAfter });
    this.serverTime = serverTime;
  }
}

export function refusal(status: number, xml: string, retryAfter: string | null): Refusal {
  const answer = new DOMParser().parseFromString(xml, 'application/xml');
  const read = (name: string): string => answer.querySelector(name)?.textContent ?? '';
  const given = status === 412 ? 'PreconditionFailed' : read('Code');
  const message = read('Message');
  const code = /expired/i.test(given + message) ? 'expired' : given || `http-${status}`;
  const text = SENTENCES[code] ?? (message || 'The store didn’t take the file.');
  const time = Date.parse(read('ServerTime'));
  const wait = secondsOf(retryAfter, Number.isNaN(time) ? Date.now() : time);
  return new Refusal(
    code,
    `${text} (${`${status} ${given}`.trim()})`,
    status,
    wait,
    Number.isNaN(time) ? undefined : time,
  );
}
