import { clock } from "#http/clock.ts";
import { LONGEST_TIMEOUT_MS } from "#http/time-limit.ts";

export interface TimerOptions {
  /** For sending, and until the beginning of the answer. */
  readonly firstMs: number;
  /** Between two movements after that; undefined: `firstMs` is for the whole attempt. */
  readonly silenceMs: number | undefined;
  /** The caller's own. */
  readonly signal: AbortSignal | undefined;
}

/** The time of one attempt. Its signal ends the attempt when the time is over, or when the caller's signal does. */
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

  /** The caller sends or reads: its time does not count. */
  hold(): void {
    this.#holds += 1;
    if (this.#silenceMs !== undefined) clock.clearTimeout(this.#timeout);
  }

  /** The server's time runs, up to its limit of silence. */
  release(): void {
    this.#holds -= 1;
    if (this.#silenceMs === undefined || this.#holds > 0) return;
    // An answer may begin while a body is still being sent, which is invisible here.
    this.#start(Math.max(this.#silenceMs, this.#firstEndsAt - clock.now()));
  }

  /** The attempt has ended. */
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
