// Uploads the same files by this library's client and by Uppy in turn, and tells the server how long each took.
import { uploadAll } from '/uploads/client.js';
import { AwsS3, Uppy } from './uppy.js';

const MIB = 1 << 20;
const rounds = Number(new URLSearchParams(location.search).get('rounds'));

/** Uppy sends what has more than 100 MiB in parts. */
const works = [
  { profile: 'film', warmUp: () => [film(120)], files: () => [film(500)] },
  { profile: 'photo', warmUp: () => photos(20), files: () => photos(200) },
];

const clients = {
  async ours(files, profile) {
    const { failed } = await uploadAll(files, { profile });
    if (failed.length > 0) throw failed[0].error;
  },

  async theirs(files, profile) {
    const uppy = new Uppy().use(AwsS3, {
      generateObjectKey: (file) => `${file.id}/${file.name}`,
      signRequest: (request) => sign(request, uppy, profile),
    });
    uppy.addFiles(files.map((file) => ({ name: file.name, type: file.type, data: file })));
    const { failed } = await uppy.upload();
    uppy.destroy();
    if (failed.length > 0) throw new Error(failed[0].error);
  },
};

async function sign(request, uppy, profile) {
  const size = uppy.getFile(request.key.slice(0, request.key.lastIndexOf('/')))?.size; // of parts nobody asks it
  const response = await fetch('/uppy/s3/presign', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, metadata: { profile, size } }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

// One MiB again and again, by reference: Chromium's Blobs of 500 MiB of their own became unreadable in some runs.
const film = (mebibytes) =>
  new File(Array(mebibytes).fill(new Blob([random(MIB)])), `film-${mebibytes}.mp4`, { type: 'video/mp4' });

const photos = (count) =>
  Array.from({ length: count }, (_, index) => new File([random(100_000)], `${index}.jpg`, { type: 'image/jpeg' }));

function random(size) {
  const bytes = new Uint8Array(size);
  const most = 65_536; // what getRandomValues makes at once
  for (let from = 0; from < size; from += most) crypto.getRandomValues(bytes.subarray(from, from + most));
  return bytes;
}

const tell = (path, body = '') => fetch(path, { method: 'POST', body });

async function run(client, profile, files, path) {
  await tell('/measures/begin');
  performance.clearResourceTimings();
  const begin = performance.now();
  await clients[client](files, profile);
  const millis = performance.now() - begin;
  const sent = performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin));
  await tell(path, [profile, client, millis, sent.length].join(' '));
}

try {
  performance.setResourceTimingBufferSize(10_000);
  for (const { profile, warmUp, files } of works) {
    const few = warmUp();
    for (const client of Object.keys(clients)) await run(client, profile, few, '/measures/warm');
    const all = files();
    for (let round = 0; round < rounds; round++) {
      for (const client of Object.keys(clients)) await run(client, profile, all, '/measures/run');
    }
  }
  await tell('/measures/end');
} catch (error) {
  await tell('/measures/failure', `${error.stack ?? error}`);
}
