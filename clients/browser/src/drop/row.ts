import type { UploadState } from '../client.js';
import { element } from './element.js';
import { Icon } from './icon.js';
import { human, type DropTexts } from './texts.js';

/** What a row lets its visitor do. */
export interface RowActions {
  pause(): void;
  resume(): void;
  cancel(): void;
  retry(): void;
}

let rows = 0;

/** One file as its visitor sees it. */
export class Row {
  readonly item = element('li', 'row');
  /** Where the page may show something of its own. */
  readonly slot = document.createElement('slot');
  readonly #texts: DropTexts;
  readonly #name: string;
  readonly #icon = new Icon();
  readonly #state = document.createElement('span');
  readonly #progress = element('progress', 'progress');
  readonly #toggle = element('button', 'pause');
  readonly #cancel = element('button', 'cancel');
  #actions: RowActions | undefined;
  #shown: UploadState | undefined;

  constructor(name: string, size: number, texts: DropTexts) {
    this.#name = name;
    this.#texts = texts;
    const title = element('span', 'name', name);
    title.append(' ', element('span', 'size', human(size)));
    const actions = element('span', 'actions');
    actions.append(this.#toggle, this.#cancel);
    this.item.tabIndex = -1;
    this.#progress.ariaLabel = name;
    this.#progress.max = 1;
    this.#toggle.onclick = () => this.#press();
    this.#cancel.onclick = () => this.#actions?.cancel();
    this.#label(this.#cancel, texts.cancel);
    const outcome = element('span', 'state');
    outcome.append(this.#icon.svg, this.#state);
    this.slot.name = `file-${++rows}`;
    this.item.append(title, actions, outcome, this.#progress, this.slot);
  }

  /** Sets what its buttons do. */
  set actions(actions: RowActions) {
    this.#actions = actions;
  }

  show(state: UploadState, share: number, text = state === 'failed' ? '' : this.#texts.state[state]): void {
    this.#progress.value = share;
    this.#state.textContent = state === 'uploading' ? this.#texts.percent(share) : text;
    if (state === this.#shown) return;
    this.#shown = state;
    this.item.dataset['state'] = state;
    this.#icon.show(state);
    const [failed, paused] = [state === 'failed', state === 'paused'];
    const ended = state === 'completed' || state === 'cancelled' || failed;
    const hadFocus = [this.#toggle, this.#cancel].includes(this.#focused() as HTMLButtonElement);
    this.#label(this.#toggle, failed ? this.#texts.retry : paused ? this.#texts.resume : this.#texts.pause);
    this.#toggle.hidden = ended && !failed;
    this.#cancel.hidden = ended;
    this.#progress.hidden = ended;
    if (hadFocus && ended) this.item.focus(); // or the keyboard would lose its place
  }

  /** Takes away what the page has shown of the last try. */
  clear(): void {
    for (const shown of this.slot.assignedElements()) shown.remove();
  }

  /** A file of an earlier visit, which can't go on before it is chosen again. */
  showUnfinished(): void {
    this.show('paused', 0, this.#texts.unfinished);
    this.#toggle.hidden = true;
  }

  #press(): void {
    if (this.#shown === 'failed') this.#actions?.retry();
    else if (this.#shown === 'paused') this.#actions?.resume();
    else this.#actions?.pause();
  }

  #label(button: HTMLButtonElement, action: string): void {
    button.textContent = action;
    button.ariaLabel = this.#texts.of(action, this.#name);
  }

  #focused(): Element | null {
    return (this.item.getRootNode() as ShadowRoot).activeElement;
  }
}
