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

export const ENGLISH: DropTexts = {
  choose: 'Choose files',
  chooseOne: 'Choose a file',
  drop: 'or drop them here',
  dropOne: 'or drop it here',
  files: 'Files',
  state: {
    waiting: 'Waiting',
    preparing: 'Preparing',
    uploading: 'Uploading',
    completing: 'Being checked',
    paused: 'Paused',
    completed: 'Uploaded',
    cancelled: 'Cancelled',
  },
  failed: ({ message }) => `Failed: ${message}`,
  percent: (share) => `Uploading, ${Math.floor(share * 100)} %`,
  unfinished: 'Not finished: choose the file again to resume',
  running: 'Wait until all files are uploaded.',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  retry: 'Try again',
  limits: ({ contentTypes, maxSize }) => {
    const types = contentTypes.length > 0 ? contentTypes.map(typeName).join(', ') : 'any type';
    const text = maxSize === null ? types : `${types} up to ${human(maxSize)}`;
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
  of: (action, file) => `${action} ${file}`,
};

function typeName(type: string): string {
  const [main = '', sub = ''] = type.split('/');
  return sub === '*' ? `any ${main}` : sub.length <= 5 ? sub.toUpperCase().replace(/^WEB/, 'Web') : type;
}

export function human(size: number): string {
  const power = Math.min(3, Math.floor(Math.log2(size || 1) / 10));
  return power ? `${Math.round((size / 1024 ** power) * 10) / 10} ${' KMG'[power]}iB` : `${size} B`;
}
