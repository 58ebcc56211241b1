import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { atInstant } from "#smtp/deadline.ts";
import { ReplyParser } from "#reply/parser.ts";
import type { Reply } from "#reply/reply.ts";
import type { FailureCode } from "#evidence/evidence.ts";

/** Why nothing more is to be had from a connection. */
export interface Breakage {
  readonly failure: FailureCode;
  readonly detail?: string;
}

export type Received =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly breakage: Breakage };

const QUIT_PATIENCE_MS = 1_000;

/**
 * Lines out, replies in, over one socket. Replies are read in the order of the commands, so several commands may be
 * under way. The first thing that goes wrong ends it: every later call answers with the same breakage. Deadlines are
 * instants of `performance.now()`; single bytes that drip in do not prolong them.
 */
export class SmtpConnection {
  #socket: Socket;
  readonly #tunnel: ((deadlineAt: number) => Promise<Breakage | undefined>) | undefined;
  #parser = new ReplyParser();
  #unread: Reply[] = [];
  /** Replies that the host owes; the greeting is one. */
  #owed = 1;
  #breakage: Breakage | undefined;
  #wake: (() => void) | undefined;
  #quitting = false;

  /** @param tunnel leads the socket on from a proxy, before anything is read from it. */
  constructor(socket: Socket, tunnel?: (deadlineAt: number) => Promise<Breakage | undefined>) {
    this.#socket = socket;
    this.#tunnel = tunnel;
    socket.setNoDelay(true);
    if (tunnel === undefined) this.#listen(socket);
    else socket.on("error", () => {});
  }

  /** The address this side speaks from. */
  get localAddress(): string | undefined {
    return this.#socket.localAddress;
  }

  get broken(): boolean {
    return this.#breakage !== undefined;
  }

  /** Waits until the socket is connected to the mail host. */
  async connected(deadlineAt: number): Promise<Breakage | undefined> {
    if (this.#tunnel !== undefined) {
      const broken = await this.#tunnel(deadlineAt);
      if (broken !== undefined || this.#breakage !== undefined)
        return this.#break(broken ?? { failure: "closed" });
      this.#listen(this.#socket);
      return undefined;
    }
    if (this.#socket.connecting) {
      const connected = (): void => this.#wake?.();
      this.#socket.once("connect", connected);
      await this.#untilWoken(deadlineAt);
      this.#socket.off("connect", connected);
      if (this.#socket.connecting) this.#break({ failure: "timeout" });
    }
    return this.#breakage;
  }

  /** Sends commands, each with its CRLF. */
  send(...commands: readonly string[]): void {
    if (this.#breakage !== undefined) return;
    this.#owed += commands.length;
    this.#socket.write(commands.length === 1 ? (commands[0] ?? "") : commands.join(""));
  }

  /** The reply to the oldest command that has none yet. */
  receive(deadlineAt: number): Promise<Received> | Received {
    const reply = this.#unread.shift();
    if (reply !== undefined) return { ok: true, reply };
    if (this.#breakage !== undefined) return { ok: false, breakage: this.#breakage };
    return this.#receiveLater(deadlineAt);
  }

  async #receiveLater(deadlineAt: number): Promise<Received> {
    await this.#untilWoken(deadlineAt);
    const reply = this.#unread.shift();
    if (reply !== undefined) return { ok: true, reply };
    return { ok: false, breakage: this.#breakage ?? this.#break({ failure: "timeout" }) };
  }

  /** Goes on over TLS. Certificates are not verified: between mail hosts few would pass, and nothing secret is sent. */
  async startTls(servername: string, deadlineAt: number): Promise<Breakage | undefined> {
    if (this.#unread.length > 0 || !this.#parser.idle) {
      // Bytes from before the handshake would be taken for bytes from inside it.
      return this.#break({ failure: "malformed", detail: "data between STARTTLS and the handshake" });
    }
    const plain = this.#socket;
    plain.removeAllListeners("data");
    const socket = connectTls({
      socket: plain,
      rejectUnauthorized: false,
      // Opportunistic encryption (RFC 7435): an old cipher is no worse than the plain text it replaces.
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
      ...(isIP(servername) === 0 ? { servername } : {}),
    });
    this.#socket = socket;
    this.#listen(socket);
    let secure = false;
    socket.once("secureConnect", () => {
      secure = true;
      this.#wake?.();
    });
    await this.#untilWoken(deadlineAt);
    if (secure) return undefined;
    const detail = this.#breakage?.detail ?? this.#breakage?.failure ?? "timeout";
    this.#breakage = undefined;
    return this.#break({ failure: "tls", detail });
  }

  /** Says QUIT and leaves it to the host to hang up (RFC 5321 §4.1.1.10), for a while. Keeps nobody waiting. */
  quit(): void {
    if (this.#breakage !== undefined) return;
    this.#quitting = true;
    this.#socket.write("QUIT\r\n");
    setTimeout(() => this.destroy(), QUIT_PATIENCE_MS).unref();
  }

  destroy(): void {
    this.#break({ failure: "closed" });
  }

  /** Calls back once the socket is gone, at once where it is. */
  onceClosed(callback: () => void): void {
    if (this.#socket.closed) callback();
    else this.#socket.once("close", callback);
  }

  #listen(socket: Socket): void {
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => this.#break(breakageOf(error)));
    socket.on("end", () => this.#break({ failure: "closed" }));
    socket.on("close", () => this.#break({ failure: "closed" }));
  }

  #read(chunk: Buffer): void {
    if (this.#quitting) return;
    for (const reply of this.#parser.push(chunk)) {
      if (this.#owed === 0 && reply.code !== 421) {
        // Taken for the reply to the next command, it would say of a mailbox what nobody said.
        this.#unread = [];
        this.#break({ failure: "malformed", detail: "a reply without a command" });
        return;
      }
      this.#owed = Math.max(this.#owed - 1, 0);
      this.#unread.push(reply);
    }
    if (this.#parser.failure !== undefined) {
      this.#break({ failure: "malformed", detail: this.#parser.failure });
    }
    if (this.#unread.length > 0) this.#wake?.();
  }

  #break(breakage: Breakage): Breakage {
    this.#breakage ??= breakage;
    this.#socket.destroy();
    this.#wake?.();
    return this.#breakage;
  }

  /** Until something is there to be read, something broke, or the deadline passed. */
  #untilWoken(deadlineAt: number): Promise<void> {
    return new Promise((resolve) => {
      const alarm = atInstant(deadlineAt, () => this.#wake?.());
      this.#wake = () => {
        alarm.cancel();
        this.#wake = undefined;
        resolve();
      };
      if (this.#breakage !== undefined || this.#unread.length > 0) this.#wake();
    });
  }
}

function breakageOf(error: NodeJS.ErrnoException): Breakage {
  const code = error.code ?? "";
  return { failure: FAILURES[code] ?? "unreachable", detail: code === "" ? error.message : code };
}

const FAILURES: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ETIMEDOUT: "timeout",
};
