import type { Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";

export interface Pace {
  /** Delay between a command and the arrival of its answer: the round trip of a network. */
  readonly latencyMs: number;
  /** Length of a packet; undefined = the system decides. */
  readonly pieceBytes: number | undefined;
}

/** A server's output, sent in order, at its pace. Without a pace it is sent at once. */
export class Outbox {
  readonly #pace: Pace;
  #socket: Socket;
  #queue: Promise<void> | undefined;

  constructor(socket: Socket, pace: Pace) {
    this.#socket = socket;
    this.#pace = pace;
  }

  /** Continues on another socket, which is the same connection under TLS. */
  replaceSocket(socket: Socket): void {
    this.#socket = socket;
  }

  /** @param onSent runs in the event-loop iteration in which the last byte is passed to the socket. */
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
    // The open socket keeps the process alive; this timer must not.
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
