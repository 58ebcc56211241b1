import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { atInstant } from "#smtp/deadline.ts";
import { ReplyParser } from "#reply/parser.ts";
import type { Reply } from "#reply/reply.ts";
import type { FailureCode } from "#evidence/evidence.ts";

/** Why a connection is over. */
export interface Breakage {
  readonly failure: FailureCode;
  readonly detail?: string;
}

export type Received =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly breakage: Breakage };

const QUIT_PATIENCE_MS = 1_000;

/**
 * Sends lines and reads replies over one socket. Replies belong to the commands in their order, so several commands may be
 * outstanding. The first error ends it: every later call returns the same breakage. Deadlines are instants of
 * `performance.now()`; a reply that arrives byte by byte does not prolong them.
 */
export class SmtpConnection {
  #socket: Socket;
  readonly #tunnel: ((deadlineAt: number) => Promise<Breakage | undefined>) | undefined;
  #parser = new ReplyParser();
  #unread: Reply[] = [];
  /** Outstanding replies; the greeting is one. */
  #owed = 1;
  #breakage: Breakage | undefined;
  #wake: (() => void) | undefined;
  #quitting = false;

  /** @param tunnel leads the socket from a proxy to the mail host, before the first read. */
  constructor(socket: Socket, tunnel?: (deadlineAt: number) => Promise<Breakage | undefined>) {
    this.#socket = socket;
    this.#tunnel = tunnel;
    socket.setNoDelay(true);
    if (tunnel === undefined) this.#listen(socket);
    else socket.on("error", () => {});
  }

  /** The local address of the connection. */
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

  /** The reply to the oldest outstanding command. */
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

  /** Starts TLS. Certificates are not verified: few mail hosts have a valid one, and no secret is sent. */
  async startTls(servername: string, deadlineAt: number): Promise<Breakage | undefined> {
    if (this.#unread.length > 0 || !this.#parser.idle) {
      // Bytes from before the handshake would be read as part of the TLS session.
      return this.#break({ failure: "malformed", detail: "data between STARTTLS and the handshake" });
    }
    const plain = this.#socket;
    plain.removeAllListeners("data");
    const socket = connectTls({
      socket: plain,
      rejectUnauthorized: false,
      // Opportunistic encryption (RFC 7435): an old cipher is better than plain text.
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

  /** Sends QUIT and gives the host some time to close the connection (RFC 5321 §4.1.1.10). Does not block the caller. */
  quit(): void {
    if (this.#breakage !== undefined) return;
    this.#quitting = true;
    this.#socket.write("QUIT\r\n");
    setTimeout(() => this.destroy(), QUIT_PATIENCE_MS).unref();
  }

  destroy(): void {
    this.#break({ failure: "closed" });
  }

  /** Calls back once the socket is closed, at once if it already is. */
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
        // Read as the reply to the next command, it would give a mailbox a wrong answer.
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

  /** Until there is something to read, an error, or the deadline. */
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
