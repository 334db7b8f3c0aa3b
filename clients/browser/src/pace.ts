/**
 * How many parts are sent at a time: 3 to 6. A connection to a far store fills a fast line only together with others;
 * more than 6 a browser doesn't open to one HTTP/1.1 server. One more when a round went well, the fewest after a
 * failure.
 */
export class Pace {
  static readonly FEWEST = 3;
  static readonly MOST = 6;

  #limit = Pace.FEWEST;
  #wellInARow = 0;

  get limit(): number {
    return this.#limit;
  }

  succeeded(): void {
    if (++this.#wellInARow < this.#limit) return;
    this.#wellInARow = 0;
    this.#limit = Math.min(Pace.MOST, this.#limit + 1);
  }

  failed(): void {
    this.#wellInARow = 0;
    this.#limit = Pace.FEWEST;
  }
}
