// As the servlet serves it; the other page has the built file.
import '/uploads/upload-drop.js';

globalThis.events = [];
for (const name of ['upload-complete', 'upload-error']) {
  document.addEventListener(name, ({ detail: { file, upload, error } }) =>
    events.push([name, file.name, upload?.key ?? error.code]),
  );
}
globalThis.addFile = (profile, name, size, type, head) => {
  const file = new File([head, new Uint8Array(size - head.length)], name, { type, lastModified: 1_700_000_000_000 });
  document.querySelector(`upload-drop[profile=${profile}]`).add([file]);
};
globalThis.receipts = () => new FormData(document.getElementById('form')).getAll('receipt');
document.documentElement.dataset.ready = 'yes';
