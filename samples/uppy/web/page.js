// What both panels have in common: nothing here knows the generation.

/** A file in parts is checked before it is accepted; one in a single piece is what its grant allows, and no more. */
export const inParts = (file) => document.getElementById('parts').checked || file.size > 100 * 1024 * 1024;

/** The server refuses a file by its size before anything is sent, where it is told the size. */
export const declareSize = (uppy) =>
  uppy.on('file-added', ({ id, size }) => uppy.setFileMeta(id, { size }));

/** Says below the panel what became of the last file. */
export function showVerdict(uppy, panel) {
  const verdict = panel.querySelector('[data-testid="verdict"]');
  const show = (state, text, key = '') => {
    verdict.dataset.state = state;
    verdict.querySelector('[data-testid="text"]').textContent = text;
    verdict.querySelector('[data-testid="key"]').textContent = key;
    verdict.querySelector('.key').hidden = !key;
  };
  uppy.on('upload', () => show('uploading', 'On its way.'));
  uppy.on('upload-success', (file, { body }) => show('done', `${file.name} is stored.`, body.key));
  uppy.on('upload-error', (file, error) => show('failed', `${file.name} isn’t: ${error.message}`));
  uppy.on('file-removed', (file) => show('removed', `${file.name} was removed.`));
}
