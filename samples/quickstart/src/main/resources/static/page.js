// What this page adds to <upload-drop>: what was granted, the stored file as S3 gives it back, and what S3 refuses.

import { profiles } from '/uploads/client.js';
import { post, sendAnyway, sendTwice } from './refusals.js';

const WHO = { application: 'Refused by the application', storage: 'Refused by S3', client: 'Failed' };
const REFUSED_BY_LIMITS = ['too-large', 'too-small', 'type-not-allowed'];

const $ = (id) => document.getElementById(id);
const drops = [...document.querySelectorAll('upload-drop')];
const allowed = profiles(); // what each of them may be given
const profileOf = async (drop) => (await allowed).find(({ name }) => name === drop.getAttribute('profile'));

for (const drop of drops) {
  drop.texts = {
    choose: `Choose ${drop.getAttribute('profile')}s`,
    failed: ({ by, temporary, message }) => `${temporary ? 'Failed' : WHO[by]}: ${message}`,
  };
  drop.addEventListener('upload-grant', ({ detail: { slot, grant } }) => showGrant(detailsOf(drop, slot), grant));
  drop.addEventListener('upload-complete', ({ detail }) => showStored(drop, detail).catch(reportError));
  drop.addEventListener('upload-error', ({ detail }) => offerToSendAnyway(drop, detail).catch(reportError));
}

/** Finds what the page shows in a file's row. */
function detailsOf(drop, slot) {
  const shown = [...drop.children].find((child) => child.slot === slot);
  if (shown) return shown;
  const details = $('details').content.firstElementChild.cloneNode(true);
  details.slot = slot;
  drop.append(details);
  return details;
}

function showGrant(details, { kind, key, enforced }) {
  details.querySelector('.key span').textContent = kind;
  showKey(details, key);
  for (const [by, caption] of [['storage', 'Enforced by S3'], ['completion', 'Checked on completion']]) {
    const names = Object.keys(enforced).filter((name) => enforced[name] === by);
    const chips = names.flatMap((name) => [' ', element('span', `chip ${by}`, name.replaceAll('-', ' '))]);
    if (names.length) details.querySelector('.enforced').append(element('span', 'caption', caption), ...chips, ' ');
  }
}

function showKey(details, key) {
  details.querySelector('code').textContent = key;
  details.querySelector('.key').hidden = false;
}

/** Shows what was accepted, straight from the store: the application signs a link to it. */
async function showStored(drop, { file, slot, upload: { key, receipt, contentType } }) {
  const details = detailsOf(drop, slot);
  showKey(details, key);
  if (!receipt) return; // the application hasn't looked at it
  const { url } = await post('/quickstart/link', { receipt, fileName: file.name });
  const link = details.querySelector('a');
  link.href = url;
  link.ariaLabel = `Open the stored ${file.name}`;
  link.hidden = false;
  const { name, kinds } = await profileOf(drop);
  if (kinds[0] === 'presigned-put') offer(details, 'Use one grant twice', file, () => sendTwice(file, name));
  if (!contentType.startsWith('image/')) return;
  const image = details.querySelector('img');
  image.alt = `${file.name}, as stored`;
  image.src = url;
  image.hidden = false;
}

/** S3 has to refuse by itself what the application would not grant. Parts are the application's to check. */
async function offerToSendAnyway(drop, { file, slot, error }) {
  const profile = await profileOf(drop);
  if (!REFUSED_BY_LIMITS.includes(error.code) || profile.kinds[0] === 'multipart') return;
  offer(detailsOf(drop, slot), 'Send it anyway', file, () => sendAnyway(file, profile));
}

/** Shows a button, and below it what S3 has answered. */
function offer(details, action, file, run) {
  const button = details.querySelector('button');
  button.textContent = action;
  button.ariaLabel = `${action}: ${file.name}`;
  button.hidden = false;
  button.onclick = async () => {
    const answer = details.querySelector('.answer');
    answer.textContent = 'Trying…';
    answer.textContent = await run().catch(({ message }) => message);
  };
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text; // never as markup: a file's name is anybody's text
  return made;
}

async function showStore() {
  const { store, endpoint, bucket, folder } = await (await fetch('/quickstart')).json();
  const say = (text, ...names) => $('banner').append(text, ...names.map((name) => element('code', '', name)));
  say(store === 'embedded' ? 'An S3 server in this JVM, ' : 'The store is ', endpoint);
  say(', bucket ', bucket);
  if (folder) say('; its files are below ', folder);
  if (store === 'embedded') {
    say(' until it ends. For AWS set ', 'UPLOAD_BUCKET');
    say(', ', 'UPLOAD_REGION');
    say(' and AWS credentials; for another store ', 'UPLOAD_ENDPOINT');
    say(' and ', 'UPLOAD_STORE');
    say(' too');
  }
  say('.');
  $('banner').hidden = false;
}

// Profiles that the application doesn't offer have no place here.
for (const drop of drops) profileOf(drop).then((profile) => (drop.closest('section').hidden = !profile), () => {});

// A drop that misses would leave the page for the file.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault());

showStore().catch(() => {}); // only a hint
