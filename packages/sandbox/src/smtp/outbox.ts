import type { Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";

export interface Pace {
  /** Between what was heard and the answer's arrival: the round trip of a network. */
  readonly latencyMs: number;
  /** Length of a packet; undefined = as the system likes. */
  readonly pieceBytes: number | undefined;
}

/** What a server has to say, sent in order, at its pace. Without a pace it is sent at once. */
export class Outbox {
  readonly #pace: Pace;
  #socket: Socket;
  #queue: Promise<void> | undefined;

  constructor(socket: Socket, pace: Pace) {
    this.#socket = socket;
    this.#pace = pace;
  }

  /** Goes on over another socket, which is the same one under TLS. */
  replaceSocket(socket: Socket): void {
    this.#socket = socket;
  }

  /** @param onSent runs in the turn in which the last byte is handed to the socket. */
  send(text: string, { delayMs = 0, onSent }: { delayMs?: number; onSent?: () => void } = {}): void {
    const { latencyMs, pieceBytes } = this.#pace;
    const waitMs = latencyMs + delayMs;
    if (this.#queue === undefined && waitMs === 0 && pieceBytes === undefined) {
      if (text !== "") this.#socket.write(text);
      onSent?.();
      return;
    }
    const dueAtMs = performance.now() + waitMs;
    this.#queue = (this.#queue ?? Promise.resolve()).then(() => this.#deliver(text, dueAtMs, onSent));
  }

  async #deliver(text: string, dueAtMs: number, onSent: (() => void) | undefined): Promise<void> {
    const waitMs = dueAtMs - performance.now();
    // The open socket keeps the process alive; a timer that outlives it must not.
    if (waitMs > 0) await setTimeout(waitMs, undefined, { ref: false });
    const bytes = Buffer.from(text);
    const step = this.#pace.pieceBytes ?? Math.max(bytes.length, 1);
    for (let start = 0; start < bytes.length; start += step) {
      if (this.#socket.destroyed) return;
      if (start > 0) await setImmediate();
      this.#socket.write(bytes.subarray(start, start + step));
    }
    if (!this.#socket.destroyed) onSent?.();
  }
}
