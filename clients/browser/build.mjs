// Builds the package's files: node build.mjs [folder], dist when not given.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const outdir = process.argv[2] ?? 'dist';
const types = join(outdir, 'types');
const entries = ['client', 'upload-drop'].filter((name) => existsSync(`src/${name}.ts`));
const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));

rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: entries.map((entry) => `src/${entry}.ts`),
  outdir,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  external: ['./client.js'],
  banner: { js: `/*! ${name} ${version} | ${license} */` },
});

// Bundlers of other people must leave this import alone; esbuild drops the comments that tell them so.
const client = join(outdir, 'client.js');
const own = 'import(import.meta.url)';
const [before, after, ...more] = readFileSync(client, 'utf8').split(own);
if (after === undefined || more.length > 0) throw new Error(`${own} must be in client.js, once.`);
writeFileSync(client, `${before}import(/* webpackIgnore: true */ /* @vite-ignore */ import.meta.url)${after}`);

execFileSync('node_modules/.bin/tsc', ['--project', '.', '--outDir', types], { stdio: 'inherit' });
const needed = new Set();
entries.forEach((entry) => follow(join(types, `${entry}.d.ts`)));
for (const file of readdirSync(types, { recursive: true })) {
  if (file.endsWith('.d.ts') && !needed.has(join(types, file))) rmSync(join(types, file));
}
rmSync(join(types, 'checksum'), { recursive: true, force: true });

/** Finds the declarations that a user of the package sees. */
function follow(file) {
  if (needed.has(file)) return;
  needed.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/ from '(\.[^']+)\.js'/g)) {
    follow(normalize(join(dirname(file), `${path}.d.ts`)));
  }
}
