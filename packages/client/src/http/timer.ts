import { clock } from "#http/clock.ts";
import { LONGEST_TIMEOUT_MS } from "#http/time-limit.ts";

export interface TimerOptions {
  /** For sending, and for the beginning of the answer. */
  readonly firstMs: number;
  /** Between two movements after that; undefined: `firstMs` is for all of it, and nothing adds to it. */
  readonly silenceMs: number | undefined;
  /** The caller's own. */
  readonly signal: AbortSignal | undefined;
}

/** The time of one try. Its signal ends the try when the time is over, or when the caller's signal does. */
export class Timer {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #silenceMs: number | undefined;
  readonly #firstEndsAt: number;
  #timeout: unknown;
  #holds = 0;
  #ended = false;

  constructor({ firstMs, silenceMs, signal }: TimerOptions) {
    const { signal: over } = this.#controller;
    this.signal = signal === undefined ? over : AbortSignal.any([signal, over]);
    this.#silenceMs = silenceMs;
    this.#firstEndsAt = clock.now() + firstMs;
    this.#start(firstMs);
  }

  /** Whether the time is over. */
  get expired(): boolean {
    return this.#controller.signal.aborted;
  }

  /** It is the caller's turn, to send or to read: its time does not count. */
  hold(): void {
    this.#holds += 1;
    if (this.#silenceMs !== undefined) clock.clearTimeout(this.#timeout);
  }

  /** It is the server's turn, for as long as it may be silent. */
  release(): void {
    this.#holds -= 1;
    if (this.#silenceMs === undefined || this.#holds > 0) return;
    // An answer may begin while a body is still being sent whole, which cannot be seen.
    this.#start(Math.max(this.#silenceMs, this.#firstEndsAt - clock.now()));
  }

  /** The try has ended. */
  end(): void {
    this.#ended = true;
    clock.clearTimeout(this.#timeout);
  }

  #start(ms: number): void {
    clock.clearTimeout(this.#timeout);
    if (this.#ended || ms > LONGEST_TIMEOUT_MS) return;
    this.#timeout = clock.setTimeout(() => this.#controller.abort(), ms);
  }
}
