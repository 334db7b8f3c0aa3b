// Drawn by the script itself: a policy such as "default-src 'self'" refuses images that are part of a style.

const SVG = 'http://www.w3.org/2000/svg';
const CIRCLE = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z';

/** What an icon is of: the states that have one, and the place to drop files. */
const PATHS: Record<string, string> = {
  upload: 'M12 15V4M7 9l5-5 5 5M4 15v4a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-4',
  completed: `${CIRCLE}m-4 9.5 3 3 5-6`,
  failed: `${CIRCLE}m0 4.5v5.5m0 3.2v.1`,
  cancelled: `${CIRCLE}m-4 9h8`,
  paused: `${CIRCLE}m-2 6v6m4-6v6`,
};

/** An icon beside words that say the same. */
export class Icon {
  readonly svg = document.createElementNS(SVG, 'svg');
  readonly #path = document.createElementNS(SVG, 'path');

  constructor(of = '') {
    this.svg.setAttribute('viewBox', '0 0 24 24');
    this.svg.setAttribute('class', 'icon');
    this.svg.ariaHidden = 'true';
    this.svg.part.add('icon');
    this.svg.append(this.#path);
    this.show(of);
  }

  show(of: string): void {
    const path = PATHS[of];
    this.svg.toggleAttribute('hidden', !path);
    this.#path.setAttribute('d', path ?? '');
  }
}
