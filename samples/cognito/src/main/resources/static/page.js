// The page: log in, choose a new password where it is due, upload. Token and credentials live in this module's
// variables, and are gone with the page or the log-out.

import { CallError, askCredentials, login, put, setNewPassword } from './calls.js';

const $ = (id) => document.getElementById(id);
const RENEW_BEFORE = 60_000;

let session = null; // {username, idToken, grant, end}
let challenge = null;
let queue = Promise.resolve();

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text; // never as markup: a file's name is anybody's text
  return made;
}

/** Shows one of 'login', 'choose-password' and 'inside'. */
function show(part, error = '') {
  for (const id of ['login', 'choose-password', 'inside']) $(id).hidden = id !== part;
  $('error').textContent = error;
  $('error').hidden = !error;
  $(part).querySelector('input')?.focus();
}

/** Lets a form call, and shows what came of it. */
function onSubmit(form, call) {
  $(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = event.target.querySelector('button');
    button.disabled = true;
    try {
      await enter(await call());
    } catch (error) {
      session = null;
      if (error.status === 401) challenge = null; // it has run out
      show(challenge ? 'choose-password' : 'login', error.message);
    } finally {
      button.disabled = false;
    }
  });
}

onSubmit('login', () => login($('username').value, $('password').value));

onSubmit('choose-password', () => {
  const inputs = [...$('attributes').querySelectorAll('input')];
  return setNewPassword(challenge, $('new-password').value, Object.fromEntries(inputs.map((i) => [i.name, i.value])));
});

async function enter(answer) {
  $('password').value = '';
  if (answer.challenge) {
    challenge = answer.challenge;
    $('attributes').replaceChildren(...answer.requiredAttributes.map(attribute));
    return show('choose-password');
  }
  challenge = null;
  $('new-password').value = '';
  session = { ...answer, grant: null, end: new AbortController() };
  await credentials();
  $('who').textContent = session.username;
  show('inside');
}

function attribute(name) {
  const label = element('label', '', name.replaceAll('_', ' '));
  const input = document.createElement('input');
  input.name = name;
  input.required = true;
  label.append(input);
  return label;
}

function logOut(error) {
  session?.end.abort(); // uploads on their way
  session = null;
  $('files').replaceChildren();
  for (const id of ['who', 'identity', 'folder', 'enforced']) $(id).textContent = '';
  show('login', error);
}

/** The credentials, new ones shortly before they expire. */
async function credentials() {
  const mine = session;
  if (!mine.grant || Date.parse(mine.grant.expiresAt) - RENEW_BEFORE < Date.now()) {
    mine.grant = await askCredentials(mine.idToken);
    if (mine === session) showGrant(mine.grant);
  }
  return mine.grant;
}

function showGrant({ identityId, keyPrefix, enforced }) {
  $('identity').textContent = identityId;
  $('folder').textContent = keyPrefix;
  const chips = Object.entries(enforced).flatMap(([what, by]) => [
    ' ',
    element('span', `chip ${by}`, what.replaceAll('-', ' ')),
  ]);
  $('enforced').replaceChildren(element('span', 'caption', 'Enforced by S3'), ...chips);
}

function newRow(name) {
  const row = $('row').content.firstElementChild.cloneNode(true);
  row.querySelector('.name').textContent = name;
  row.querySelector('.type').textContent = name.includes('.') ? name.split('.').pop().slice(0, 5).toUpperCase() : '';
  row.querySelector('progress').ariaLabel = `Upload of ${name}`;
  $('files').append(row);
  return row;
}

function end(row, state, text, reason = '') {
  row.dataset.state = state;
  row.querySelector('.state').textContent = text;
  row.querySelector('.reason').textContent = reason;
  row.querySelector('.reason').hidden = !reason;
  row.querySelector('progress').hidden = true;
  $('status').append(element('p', '', `${row.querySelector('.name').textContent}: ${text}. ${reason}`));
}

/** Uploads to the key that `keyIn` makes of the user's own prefix. */
async function upload(file, row, keyIn) {
  const { signal } = session.end;
  row.dataset.state = 'uploading';
  try {
    const grant = await credentials();
    const key = keyIn(grant.keyPrefix);
    row.querySelector('code').textContent = key;
    await put(grant, key, file, signal, (share) => {
      row.querySelector('progress').value = share;
      row.querySelector('.state').textContent = `Uploading, ${Math.floor(share * 100)} %`;
    });
    end(row, 'done', 'Uploaded');
  } catch (error) {
    if (signal.aborted) return; // and the row is gone
    if (error.by === 'application' && error.status === 401) logOut('Your login has expired. Log in again.');
    else if (error.by) end(row, 'refused', `Refused by ${error.by === 'storage' ? 'S3' : 'the application'}`, error.message);
    else end(row, 'failed', 'Failed', error instanceof CallError ? error.message : String(error));
  }
}

/** One at a time, which spares a slow line. */
function add(file, keyIn) {
  const row = newRow(file.name);
  const mine = session;
  queue = queue.then(() => session === mine && upload(file, row, keyIn));
}

const addAll = (files) => [...files].forEach((file) => add(file, (prefix) => prefix + file.name));

$('chooser').addEventListener('change', ({ target }) => {
  addAll(target.files);
  target.value = ''; // so that the same file can be chosen again
});

// The whole window takes a drop, because for one that misses the browser would leave the page.
for (const name of ['dragover', 'drop']) {
  window.addEventListener(name, (event) => {
    event.preventDefault();
    if (name === 'drop' && session) addAll(event.dataTransfer.files);
  });
}

/** The folder of the identity whose id ends in another digit. */
const neighbour = (prefix) => `${prefix.slice(0, -2)}${prefix.at(-2) === '0' ? '1' : '0'}/`;

$('beside').addEventListener('click', () => {
  const file = new File(['This shouldn’t be possible.'], 'beside.txt', { type: 'text/plain' });
  add(file, (prefix) => neighbour(prefix) + file.name);
});

$('log-out').addEventListener('click', () => logOut());

async function showHints() {
  const { bucket, logins } = await (await fetch('/sample')).json();
  const parts = logins.flatMap(({ username, password, temporary }, index) => [
    index ? ', or as ' : ' Log in as ',
    element('code', '', username),
    temporary ? ' with the temporary password ' : ' with the password ',
    element('code', '', password),
  ]);
  $('hints').replaceChildren('Uploads go to the bucket ', element('code', '', bucket), '.', ...parts, parts.length ? '.' : '');
  $('hints').hidden = false;
}

showHints().catch(() => {}); // only a hint
