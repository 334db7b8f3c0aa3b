// The page: what may be uploaded, a row for each file, three files on their way at most.

import { UploadError, ask, call, complete, profiles, send } from './grant.js';
import { bytes, fits, human, inWords, takes } from './limits.js';
import { forget, isSame, keep, sendParts, ticketOf, unfinished } from './parts.js';

const AT_ONCE = 3;
const STALE = ['no-such-upload', 'ticket-expired', 'invalid-ticket'];

const $ = (id) => document.getElementById(id);
const waiting = [];
const paused = new Set();
let running = 0;
let allowed = [];

/** Finds the file's profile. A file that none takes ends here, unless the application is to refuse it. */
function profileFor({ type, size }) {
  if (!allowed.length) throw new UploadError($('limits').textContent);
  const typed = allowed.filter((profile) => takes(profile, type));
  const fitting = typed.find((profile) => fits(profile, size));
  const profile = fitting ?? typed.at(-1);
  if (fitting || $('unchecked').checked) return profile ?? allowed[0];
  if (!profile) {
    const given = type ? `This is ${type}` : 'This file has no known type';
    throw new UploadError(`${given}; taken here: ${allowed.map(inWords).join('; ')}.`, 'page');
  }
  const { name, minSize, maxSize } = profile;
  const [rule, limit] = size < minSize ? ['needs at least', minSize] : ['may have at most', maxSize];
  const say = human(size) === human(limit) ? bytes : human; // 5 MiB and a byte isn't "5 MiB, at most 5 MiB"
  throw new UploadError(`This file has ${say(size)}; a ${name} ${rule} ${say(limit)}.`, 'page');
}

async function showProfiles() {
  try {
    allowed = await profiles();
    $('limits').textContent = allowed.map(inWords).join(' · ') || 'Guests may upload nothing.';
    $('chooser').accept = allowed.flatMap(({ contentTypes }) => contentTypes ?? []).join(',');
  } catch (error) {
    $('limits').textContent = error.message;
  }
}

async function showStore() {
  const { store, endpoint, bucket, folder } = await (await fetch('/quickstart')).json();
  const say = (text, code) => $('banner').append(text, element('code', '', code));
  say('Bucket ', bucket);
  say(store === 'server' ? ' at ' : ' of the built-in S3 server, ', endpoint);
  if (folder) say('. Its files are below ', folder);
  if (store === 'embedded') say('. To use your own server, set ', 'upload.endpoint');
  $('banner').append('.');
  $('banner').hidden = false;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text; // never as markup: a file's name is anybody's text
  return made;
}

function newItem(file) {
  const row = $('row').content.firstElementChild.cloneNode(true);
  const part = (selector) => row.querySelector(selector);
  part('.name').textContent = file.name;
  part('.size').textContent = human(file.size);
  part('.type').textContent = file.name.split('.').pop().slice(0, 5).toUpperCase();
  part('progress').ariaLabel = `Upload of ${file.name}`;
  part('.cancel').ariaLabel = `Cancel ${file.name}`;
  if (file.type?.startsWith('image/')) picture(part('.thumb'), URL.createObjectURL(file), '');
  $('files').append(row);
  const item = { file, row, part, abort: new AbortController() };
  part('.cancel').onclick = () => cancel(item);
  part('.pause').onclick = () => (paused.has(item) ? start(item) : cutOff(item, 'pause'));
  return item;
}

/** Lays a picture over the name of the type, which comes back if the browser can't show it. */
function picture(thumb, source, alt) {
  const image = element('img', '', '');
  image.alt = alt;
  image.onload = () => URL.revokeObjectURL(source);
  image.onerror = () => image.remove();
  image.src = source;
  thumb.querySelector('img')?.remove();
  thumb.append(image);
}

function showGrant({ part }, { kind, method, key, enforced }) {
  part('.kind').textContent = method ?? kind;
  part('.key code').textContent = key;
  part('.enforced').replaceChildren();
  for (const [by, caption] of [['storage', 'Enforced by S3'], ['completion', 'Checked on completion']]) {
    const names = Object.keys(enforced).filter((name) => enforced[name] === by);
    const chips = names.flatMap((name) => [' ', element('span', `chip ${by}`, name.replaceAll('-', ' '))]);
    if (names.length) part('.enforced').append(element('span', 'caption', caption), ...chips, ' ');
  }
  part('.kind').hidden = part('.granted').hidden = false;
}

/** Shows what was accepted, straight from the store: the application signs a link to it. */
async function showStored({ part, file }, { key, receipt }) {
  const { url } = await call('/quickstart/link', { receipt, fileName: file.name });
  const link = element('a', '', 'Open');
  link.href = url;
  link.target = '_blank';
  link.ariaLabel = `Open the stored ${file.name}`;
  part('.key code').textContent = key;
  part('.key').append(' ', link);
  part('.granted').hidden = false;
  if (file.type.startsWith('image/')) picture(part('.thumb'), url, `${file.name}, as stored`);
}

function showState({ row, part }, state, text, reason = '') {
  row.dataset.state = state;
  part('.state').textContent = text;
  part('.reason').textContent = reason;
  part('.reason').hidden = !reason;
}

/** Ends a row: done, refused, failed or cancelled. */
function end(item, state, text, reason = '') {
  const { row, part, file } = item;
  showState(item, state, text, reason);
  if ([part('.cancel'), part('.pause')].includes(document.activeElement)) row.focus(); // or the keyboard would lose its place
  part('.cancel').hidden = part('.pause').hidden = part('progress').hidden = true;
  $('status').append(element('p', '', `${file.name}: ${text}. ${reason}`));
}

function endWith(item, { by, message }) {
  const who = by === 'page' ? 'this page' : `the ${by}`;
  if (by) end(item, 'refused', `Refused by ${who}`, message);
  else end(item, 'failed', 'Failed', message);
}

/** Keeps a row whose upload can go on. */
function pause(item, text, reason) {
  paused.add(item);
  showState(item, 'paused', text, reason);
  offer(item, 'Resume');
}

function start(item) {
  paused.delete(item);
  Object.assign(item, { abort: new AbortController(), wish: null });
  showState(item, 'waiting', 'Waiting');
  if (ticketOf(item.file)) offer(item, 'Pause');
  waiting.push(item);
  next();
}

function offer({ part, file }, action) {
  part('.pause').hidden = false;
  part('.pause').textContent = action;
  part('.pause').ariaLabel = `${action} ${file.name}`;
}

async function upload(item) {
  const { file, part, profile } = item;
  const progress = (share) => {
    part('progress').value = share;
    part('.state').textContent = share < 1 ? `Uploading, ${Math.floor(share * 100)} %` : 'Being stored';
  };
  const perform = profile.kinds.includes('multipart') ? inParts : whole;
  const stored = await perform(item, progress);
  end(item, 'done', 'Uploaded');
  if (stored) await showStored(item, stored).catch(({ message }) => showState(item, 'done', 'Uploaded', message));
}

/** Sends the file in one request. With a ticket the application says what became of it. */
async function whole(item, progress) {
  const { file, profile, abort: { signal } } = item;
  showState(item, 'uploading', 'Asking for a grant');
  const grant = await ask(profile.name, file, signal);
  showGrant(item, grant);
  let lost = null;
  await send(grant, file, signal, progress).catch((error) => {
    if (!error.unsure || !grant.ticket) throw error;
    lost = error;
  });
  return grant.ticket && complete(grant.ticket, undefined, signal).catch((error) => {
    throw lost && error.code === 'no-such-upload' ? lost : error;
  });
}

/** Sends the file in parts: all of them, or those that are missing if its ticket was kept. */
async function inParts(item, progress) {
  const { file, profile, abort: { signal } } = item;
  if (!ticketOf(file)) {
    showState(item, 'uploading', 'Asking for a grant');
    const grant = await ask(profile.name, file); // never cut off: without its ticket nobody can end what has begun
    keep(file, grant.ticket);
    showGrant(item, grant);
    signal.throwIfAborted();
  }
  const ticket = ticketOf(file);
  showState(item, 'uploading', 'Uploading');
  offer(item, 'Pause');
  const stored = await complete(ticket, await sendParts(ticket, file, signal, progress), signal);
  forget(file);
  return stored;
}

/** Ends a try. What has a ticket can go on; where the application no longer knows it, a new one begins, once. */
async function stop(item, error) {
  const { file, wish } = item;
  const ticket = ticketOf(file);
  item.abort.abort(); // the other parts on their way
  if (wish === 'cancel') {
    if (ticket) await call('/uploads/abort', { ticket });
    forget(file);
    end(item, 'cancelled', 'Cancelled');
  } else if (!ticket || error.code === 'object-differs') {
    forget(file);
    endWith(item, error);
  } else if (STALE.includes(error.code) && !item.again) {
    item.again = true;
    forget(file);
    start(item);
  } else if (wish === 'pause') pause(item, 'Paused');
  else pause(item, 'Interrupted', error.message);
}

/** Starts the next file. Its grant is asked for only now, so that none expires in the queue. */
async function next() {
  if (running === AT_ONCE || !waiting.length) return;
  running++;
  const item = waiting.shift();
  await upload(item).catch((error) => stop(item, error)).catch((error) => endWith(item, error));
  running--;
  next();
}

/** Ends the requests that are on their way, and so the row's try. */
function cutOff(item, wish) {
  item.wish = wish;
  item.abort.abort();
}

function cancel(item) {
  cutOff(item, 'cancel');
  const place = waiting.indexOf(item);
  if (place >= 0) waiting.splice(place, 1);
  if (place >= 0 || paused.delete(item)) stop(item, {}).catch((error) => endWith(item, error));
}

async function add(files) {
  await ready;
  if (!allowed.length) await showProfiles(); // perhaps the application is back
  for (const file of files) {
    const kept = [...paused].find((item) => isSame(item.file, file));
    const item = kept ?? newItem(file);
    item.file = file;
    try {
      item.profile = profileFor(file);
      start(item);
    } catch (error) {
      endWith(item, error);
    }
  }
}

/** Uploads that another visit has left: a page has no file until it is chosen again. */
function showUnfinished() {
  for (const file of unfinished()) {
    const item = newItem(file);
    pause(item, 'Not finished: choose the file again to resume');
    item.part('.pause').hidden = true;
  }
}

$('chooser').addEventListener('change', ({ target }) => {
  add([...target.files]);
  target.value = ''; // so that the same file can be chosen again
});

// The whole window takes a drop, because for one that misses the browser would leave the page.
for (const name of ['dragover', 'dragleave', 'drop']) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    $('drop').classList.toggle('over', name === 'dragover');
    if (name === 'drop') add([...event.dataTransfer.files]);
  });
}

const ready = showProfiles();
showUnfinished();
showStore().catch(() => {}); // only a hint
