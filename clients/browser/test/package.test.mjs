// What is published: what is in the package, and how large it is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifest = JSON.parse(read('package.json'));

for (const [name, bound] of [
  ['client', 12_000],
  ['upload-drop', 5_000],
]) {
  test(`${name}.js is below ${bound} bytes gzipped`, () => {
    const size = gzipSync(read(`dist/${name}.js`), { level: 9 }).length;
    assert.ok(size < bound, `${size} bytes`);
  });
}

test('the package has the built files, their types and the licence, and nothing else', () => {
  const cwd = new URL('..', import.meta.url);
  const [{ files }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const paths = files.map(({ path }) => path).sort();
  const types = readdirSync(new URL('../dist/types', import.meta.url), { recursive: true })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => `dist/types/${name}`);
  const scripts = readdirSync(new URL('../dist', import.meta.url)).filter((name) => name.endsWith('.js'));
  const expected = ['LICENSE', 'README.md', 'package.json', ...scripts.map((name) => `dist/${name}`), ...types];
  assert.deepEqual(paths, expected.sort());
  for (const { types, default: script } of Object.values(manifest.exports).filter(
    (entry) => typeof entry === 'object',
  )) {
    assert.ok(paths.includes(types.slice(2)) && paths.includes(script.slice(2)), script);
  }
});

test('it depends on nothing', () => {
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.license, 'Apache-2.0');
  assert.equal(manifest.private, false);
});

test('no registry stands in the lock file', () =>
  assert.doesNotMatch(read('package-lock.json'), /https?:\/\/[^"]*registry|"resolved"/));

test('no source writes markup', () => {
  const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const name of sources) {
    const source = read(`src/${name}`);
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|\beval\b|new Function/, name);
    assert.ok(source.split('\n').length <= 300, `${name} has more than 300 lines`);
  }
});
