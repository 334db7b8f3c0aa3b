/** The element `<upload-drop profile="photo">`: a place to drop files, and a row for each. */

import {
  discard,
  profiles,
  unfinished,
  upload,
  type CompletedUpload,
  type Granted,
  type Unfinished,
  type Upload,
  type UploadError,
  type UploadOptions,
} from './client.js';
import { element } from './drop/element.js';
import { Icon } from './drop/icon.js';
import { Row } from './drop/row.js';
import { style } from './drop/style.js';
import { ENGLISH, type DropTexts } from './drop/texts.js';

export type { DropTexts } from './drop/texts.js';

/** The detail of `upload-grant`. */
export interface UploadGranted {
  file: File;
  /** As of `UploadComplete`. */
  slot: string;
  grant: Granted;
}

/** The detail of `upload-complete`. */
export interface UploadComplete {
  file: File;
  /** The slot of the file's row: a child of the element that has it is shown there until the file is tried again. */
  slot: string;
  upload: CompletedUpload;
}

/** The detail of `upload-error`. */
export interface UploadFailure {
  file: File;
  /** As of `UploadComplete`. */
  slot: string;
  error: UploadError;
}

/**
 * Attributes: `profile`, `base`, `multiple`, `accept`, `disabled`, and `name`, under which a form has the receipts.
 * Events: `upload-grant`, `upload-complete` and `upload-error`, which bubble.
 */
export class UploadDrop extends HTMLElement {
  static readonly formAssociated = true;
  static readonly observedAttributes = ['disabled', 'multiple', 'accept'];

  /** Options of each upload besides `profile` and `base`, such as `headers`. Set them before files are chosen. */
  options: Omit<UploadOptions, 'profile' | 'base' | 'onProgress' | 'onGrant' | 'name' | 'contentType'> = {};

  readonly #internals = this.attachInternals();
  readonly #zone = element('div', 'zone');
  readonly #choose = element('button', 'choose');
  readonly #hint = element('span', 'hint');
  readonly #limits = element('p', 'limits');
  readonly #list = element('ul', 'list');
  readonly #heard = element('div', 'heard');
  readonly #input = document.createElement('input');
  readonly #running = new Map<Row, Upload>();
  readonly #left = new Map<Row, Unfinished>();
  readonly #receipts: string[] = [];
  #texts = ENGLISH;
  #isLookedUp = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true });
    root.adoptedStyleSheets = [style];
    this.#input.type = 'file';
    this.#input.hidden = true;
    this.#heard.role = 'status';
    this.#zone.append(new Icon('upload').svg, this.#choose, ' ', this.#hint, this.#limits);
    root.append(this.#zone, this.#input, this.#list, this.#heard);

    this.#choose.onclick = () => this.#input.click();
    this.#input.onchange = () => {
      this.add(this.#input.files ?? []);
      this.#input.value = ''; // so that the same file can be chosen again
    };
    for (const name of ['dragover', 'dragleave', 'drop'] as const) {
      this.#zone.addEventListener(name, (event) => this.#dragged(event));
    }
  }

  connectedCallback(): void {
    this.#label();
    if (!this.#isLookedUp) void this.#lookUp();
    this.#isLookedUp = true;
  }

  attributeChangedCallback(): void {
    this.#input.multiple = this.hasAttribute('multiple');
    this.#input.accept = this.getAttribute('accept') ?? '';
    this.formDisabledCallback(this.hasAttribute('disabled'));
    this.#label();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#choose.disabled = disabled;
  }

  /** Cancels what runs, and forgets what was uploaded. */
  formResetCallback(): void {
    for (const running of this.#running.values()) running.cancel();
    this.#receipts.length = 0;
    for (const slot of this.#list.querySelectorAll('slot')) for (const shown of slot.assignedElements()) shown.remove();
    this.#list.replaceChildren();
    this.replaceChildren(); // what the page has shown in the rows
    this.#tellForm();
  }

  get texts(): DropTexts {
    return this.#texts;
  }

  /** Other texts, such as another language's; those that are left out stay English. */
  set texts(texts: Partial<DropTexts>) {
    this.#texts = { ...ENGLISH, ...texts };
    this.#label();
  }

  /** Uploads files, as if they had been dropped. */
  add(files: Iterable<File>): void {
    if (this.#choose.disabled) return;
    const all = [...files];
    for (const file of this.hasAttribute('multiple') ? all : all.slice(0, 1)) this.#start(file, this.#rowOf(file));
  }

  #where(): { profile: string; base?: string } {
    const base = this.getAttribute('base');
    return { profile: this.getAttribute('profile') ?? '', ...(base ? { base } : {}) };
  }

  #label(): void {
    const texts = this.#texts;
    this.#choose.textContent = this.#input.multiple ? texts.choose : texts.chooseOne;
    this.#hint.textContent = this.#input.multiple ? texts.drop : texts.dropOne;
    this.#list.ariaLabel = texts.files;
  }

  /** Shows what may be uploaded, and what an earlier visit has left. */
  async #lookUp(): Promise<void> {
    const { profile, base } = this.#where();
    const address = new URL(base ?? '/uploads', location.href).href.replace(/\/+$/, '');
    for (const left of await unfinished()) {
      if (left.profile === profile && left.base === address) this.#showUnfinished(left);
    }
    try {
      const mine = (await profiles({ ...this.options, base })).find(({ name }) => name === profile);
      if (!mine) return;
      this.#limits.textContent = this.#texts.limits(mine);
      if (!this.hasAttribute('accept')) this.#input.accept = mine.contentTypes.join(',');
    } catch (error) {
      this.#limits.textContent = (error as UploadError).message;
    }
  }

  #showUnfinished(left: Unfinished): void {
    const row = this.#newRow(left.name, left.size);
    row.showUnfinished();
    this.#left.set(row, left);
    const nothing = (): void => {};
    const cancel = async (): Promise<void> => {
      this.#left.delete(row);
      try {
        await discard(left, this.options);
        row.show('cancelled', 0);
      } catch (error) {
        row.show('failed', 0, this.#texts.failed(error as UploadError));
      }
    };
    row.actions = { pause: nothing, resume: nothing, retry: () => void cancel(), cancel: () => void cancel() };
  }

  #rowOf({ name, size, lastModified }: File): Row {
    for (const [row, left] of this.#left) {
      if (left.name === name && left.size === size && left.lastModified === lastModified) {
        this.#left.delete(row);
        return row;
      }
    }
    return this.#newRow(name, size);
  }

  #newRow(name: string, size: number): Row {
    const row = new Row(name, size, this.#texts);
    this.#list.append(row.item);
    return row;
  }

  #start(file: File, row: Row): void {
    const running = upload(file, {
      ...this.options,
      ...this.#where(),
      onProgress: ({ state, share }) => state !== 'failed' && row.show(state, share),
      onGrant: (grant) => this.#dispatch<UploadGranted>('upload-grant', { file, slot: row.slot.name, grant }),
    });
    row.actions = {
      pause: () => running.pause(),
      resume: () => running.resume(),
      cancel: () => running.cancel(),
      retry: () => this.#start(file, row),
    };
    row.clear();
    row.show('waiting', 0);
    this.#running.set(row, running);
    this.#tellForm();
    running
      .then(
        (completed) => this.#completed(file, row, completed),
        (error: UploadError) => this.#failed(file, row, error),
      )
      .finally(() => {
        this.#running.delete(row);
        this.#tellForm();
      });
  }

  #completed(file: File, row: Row, completed: CompletedUpload): void {
    if (completed.receipt) this.#receipts.push(completed.receipt);
    this.#say(`${file.name}: ${this.#texts.state.completed}`);
    this.#dispatch<UploadComplete>('upload-complete', { file, slot: row.slot.name, upload: completed });
  }

  #failed(file: File, row: Row, error: UploadError): void {
    const state = error.code === 'cancelled' ? 'cancelled' : 'failed';
    const text = state === 'failed' ? this.#texts.failed(error) : this.#texts.state.cancelled;
    row.show(state, 0, text);
    this.#say(`${file.name}: ${text}`);
    this.#dispatch<UploadFailure>('upload-error', { file, slot: row.slot.name, error });
  }

  /** The receipts are the element's value, and a form waits until all files are uploaded. */
  #tellForm(): void {
    const name = this.getAttribute('name');
    const value = new FormData();
    if (name) for (const receipt of this.#receipts) value.append(name, receipt);
    this.#internals.setFormValue(value);
    const isRunning = this.#running.size > 0;
    this.#internals.setValidity(
      isRunning ? { customError: true } : {},
      isRunning ? this.#texts.running : '',
      this.#choose,
    );
  }

  #say(text: string): void {
    this.#heard.append(element('p', 'said', text));
  }

  #dispatch<T>(name: string, detail: T): void {
    this.dispatchEvent(new CustomEvent<T>(name, { detail, bubbles: true, composed: true }));
  }

  #dragged(event: DragEvent): void {
    event.preventDefault(); // or the browser would leave the page for the file
    this.#zone.classList.toggle('over', event.type === 'dragover' && !this.#choose.disabled);
    if (event.type === 'drop') this.add(event.dataTransfer?.files ?? []);
  }
}

customElements.define('upload-drop', UploadDrop);
