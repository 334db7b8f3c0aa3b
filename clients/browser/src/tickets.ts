// The tickets of uploads that have begun, kept for the page's next visit in IndexedDB; never a byte of a file.

/** An upload that can go on when its file is chosen again. */
export interface Unfinished {
  name: string;
  size: number;
  lastModified: number;
  profile: string;
  /** The address of the server's routes. */
  base: string;
}

interface Kept extends Unfinished {
  /** What tells one upload from another. */
  id: string;
  ticket: string;
  keptAt: number;
}

const DATABASE = 'upload-grants';
const STORE = 'tickets';

/** Longer than any ticket is good for, so that nothing stays for ever. */
const FORGOTTEN_AFTER = 30 * 24 * 60 * 60 * 1000;

let database: Promise<IDBDatabase | undefined> | undefined;

/** Describes a file; nothing for a Blob, which has no name to be known again by. */
export function describe(file: Blob, name: string, profile: string, base: string): Unfinished | undefined {
  if (!('lastModified' in file) || typeof file.lastModified !== 'number') return undefined;
  return { name, size: file.size, lastModified: file.lastModified, profile, base };
}

/** A page may know no more of a file than this, short of reading it. */
export const fingerprint = ({ name, size, lastModified, profile, base }: Unfinished): string =>
  JSON.stringify([name, size, lastModified, profile, base]);

export async function keep(upload: Unfinished, ticket: string): Promise<void> {
  const kept: Kept = { ...upload, id: fingerprint(upload), ticket, keptAt: Date.now() };
  await run('readwrite', (store) => store.put(kept));
}

export async function ticketOf(upload: Unfinished): Promise<string | undefined> {
  return (await run<Kept | undefined>('readonly', (store) => store.get(fingerprint(upload))))?.ticket;
}

export async function forget(upload: Unfinished): Promise<void> {
  await run('readwrite', (store) => store.delete(fingerprint(upload)));
}

/** What earlier visits have left. */
export async function all(): Promise<Unfinished[]> {
  const kept = (await run<Kept[]>('readonly', (store) => store.getAll())) ?? [];
  const old = kept.filter(({ keptAt }) => Date.now() - keptAt > FORGOTTEN_AFTER);
  for (const each of old) await forget(each);
  return kept
    .filter((each) => !old.includes(each))
    .map(({ name, size, lastModified, profile, base }) => ({ name, size, lastModified, profile, base }));
}

/** Returns nothing where the browser keeps nothing, as in some private windows: then uploads don't outlive the page. */
async function run<T>(
  mode: IDBTransactionMode,
  request: (store: IDBObjectStore) => IDBRequest,
): Promise<T | undefined> {
  const opened = await (database ??= open());
  if (!opened) return undefined;
  try {
    return (await done(request(opened.transaction(STORE, mode).objectStore(STORE)))) as T;
  } catch {
    return undefined; // full, or closed by the browser
  }
}

async function open(): Promise<IDBDatabase | undefined> {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    const opened = (await done(request)) as IDBDatabase;
    opened.onversionchange = () => opened.close();
    opened.onclose = () => (database = undefined);
    return opened;
  } catch {
    return undefined;
  }
}

const done = (request: IDBRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as DOMException);
  });
