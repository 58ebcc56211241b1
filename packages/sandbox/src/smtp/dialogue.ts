import type { Recipient, Session, Stage } from "#smtp/mail-server.ts";
import { ORDINARY_EXTENSIONS } from "#smtp/mail-server.ts";
import { parsePath, type Path } from "#smtp/path.ts";
import type { ReachedHost } from "#smtp/reached-host.ts";
import { acceptKnown } from "#smtp/recipient-rules.ts";
import { closingReply, rawBytes, reply, type Reaction } from "#smtp/reply.ts";

/** RFC 5321 §4.5.3.1.4 allows 512; parameters of extensions may add to that. */
export const LINE_CHARACTERS_MAX = 1_000;
const NON_ASCII = /[^\x00-\x7f]/;

/** The one reply that is followed by a handshake. */
export const READY_FOR_TLS = reply(220, "2.0.0 Ready to start TLS");
export const LINE_TOO_LONG = closingReply(500, "5.5.2 Error: line too long");
const OK = reply(250, "2.0.0 Ok");
const SENDER_OK = reply(250, "2.1.0 Ok");
const BYE = closingReply(221, "2.0.0 Bye");
const HELLO_FIRST = reply(503, "5.5.1 Error: send HELO/EHLO first");
const MAIL_FIRST = reply(503, "5.5.1 Error: need MAIL command");
const NESTED_MAIL = reply(503, "5.5.1 Error: nested MAIL command");
const TLS_ALREADY = reply(503, "5.5.1 Error: TLS is on already");
const BAD_ADDRESS = reply(501, "5.1.3 Bad address syntax");
const UTF8_UNASKED = reply(553, "5.6.7 Address needs SMTPUTF8, which was not asked for");
const UNRECOGNIZED = reply(502, "5.5.2 Error: command not recognized");
const WILL_NOT_VERIFY = reply(252, "2.5.2 Cannot VRFY user, try RCPT");
const NO_MAIL = reply(554, "5.7.1 Nothing is ever sent here: this is a sandbox");

/** A server's replies to commands, line by line (RFC 5321), without a socket. */
export class Dialogue implements Session {
  mailFrom = "";
  recipientCount = 0;
  secure = false;
  smtputf8 = false;
  readonly clientAddress: string;
  readonly extensions: readonly string[];
  readonly #host: ReachedHost;
  readonly #connection: number;
  #phase: "greeted" | "helloed" | "mail" = "greeted";

  /** @param connection its number in the log */
  constructor(host: ReachedHost, clientAddress: string, connection: number) {
    this.#host = host;
    this.#connection = connection;
    this.clientAddress = clientAddress;
    this.extensions = host.server.extensions ?? ORDINARY_EXTENSIONS;
  }

  get nowMs(): number {
    return this.#host.nowMs();
  }

  get memory(): Map<string, number> {
    return this.#host.memory;
  }

  greet(): Reaction {
    return this.#resolve(this.#host.server.greeting ?? reply(220, `${this.#host.name} ESMTP Winnow sandbox`));
  }

  /** Answers one command, given without its CRLF. */
  react(line: string): Reaction {
    if (line.length > LINE_CHARACTERS_MAX) return LINE_TOO_LONG;
    switch (line.slice(0, 4).toUpperCase()) {
      case "RCPT":
        return this.#recipient(line);
      case "MAIL":
        return this.#mail(line);
      case "EHLO":
        return this.#hello(line, this.#host.server.ehlo ?? this.#ehloReply());
      case "HELO":
        return this.#hello(line, reply(250, this.#host.name));
      case "RSET":
        this.#endTransaction();
        return OK;
      case "NOOP":
        return OK;
      case "QUIT":
        return BYE;
      case "VRFY":
        return WILL_NOT_VERIFY;
      case "DATA":
        return this.#phase === "mail" ? NO_MAIL : MAIL_FIRST;
      case "STAR":
        return this.#startTls(line);
      default:
        return UNRECOGNIZED;
    }
  }

  /** TLS is on: earlier commands no longer count (RFC 3207 §4.2). */
  restartSecured(): void {
    this.#endTransaction();
    this.#phase = "greeted";
    this.secure = true;
  }

  #hello(line: string, stage: Stage): Reaction {
    const verb = line.slice(0, 4).toUpperCase();
    if (line.slice(4).trim() === "") return reply(501, `5.5.4 Syntax: ${verb} hostname`);
    const reaction = this.#resolve(stage);
    if (isAccepted(reaction)) {
      this.#endTransaction();
      this.#phase = "helloed";
    }
    return reaction;
  }

  #ehloReply(): Reaction {
    const offered = this.extensions.filter((name) => name !== "STARTTLS" || !this.secure);
    return reply(250, this.#host.name, ...offered);
  }

  #startTls(line: string): Reaction {
    if (line.toUpperCase() !== "STARTTLS" || !this.extensions.includes("STARTTLS")) return UNRECOGNIZED;
    if (this.secure) return TLS_ALREADY;
    if (this.#host.server.tls === "broken") return rawBytes(`${READY_FOR_TLS.text}this is not TLS\r\n`);
    return READY_FOR_TLS;
  }

  #mail(line: string): Reaction {
    if (this.#phase === "greeted") return HELLO_FIRST;
    if (this.#phase === "mail") return NESTED_MAIL;
    const path = pathAfter("MAIL FROM:", line);
    if (path === undefined) return reply(501, "5.5.4 Syntax: MAIL FROM:<address>");
    const unknown = path.parameters.find((parameter) => !this.#takes(parameter));
    if (unknown !== undefined) return reply(555, `5.5.4 Unsupported option: ${unknown}`);
    const smtputf8 = path.parameters.includes("SMTPUTF8");
    if (!smtputf8 && NON_ASCII.test(path.address)) return UTF8_UNASKED;
    this.mailFrom = path.address;
    this.smtputf8 = smtputf8;
    const reaction = this.#resolve(this.#host.server.mail ?? SENDER_OK);
    if (isAccepted(reaction)) this.#phase = "mail";
    return reaction;
  }

  /** Whether a parameter of MAIL belongs to an extension that was offered. */
  #takes(parameter: string): boolean {
    if (parameter === "SMTPUTF8") return this.extensions.includes("SMTPUTF8");
    return /^BODY=[78]BIT(?:MIME)?$/.test(parameter) && this.extensions.includes("8BITMIME");
  }

  #recipient(line: string): Reaction {
    if (this.#phase === "greeted") return HELLO_FIRST;
    if (this.#phase !== "mail") return MAIL_FIRST;
    const path = pathAfter("RCPT TO:", line);
    if (path === undefined) return reply(501, "5.5.4 Syntax: RCPT TO:<address>");
    const { address } = path;
    const at = address.lastIndexOf("@");
    if (at < 1 || at === address.length - 1) return BAD_ADDRESS;
    if (!this.smtputf8 && NON_ASCII.test(address)) return UTF8_UNASKED;
    this.recipientCount += 1;
    const reaction = this.#judge(address, at);
    this.#note(address, reaction);
    return reaction;
  }

  #judge(address: string, at: number): Reaction {
    const { server, serves } = this.#host;
    const domain = address.slice(at + 1).toLowerCase();
    if (!serves(domain)) return reply(554, `5.7.1 <${address}>: Relay access denied`);
    const local = address.slice(0, at);
    return (server.rcpt ?? acceptKnown)(this, new NamedRecipient(address, local, domain, this.#host));
  }

  #note(address: string, reaction: Reaction): void {
    const { log } = this.#host;
    const attempt = { atMs: this.nowMs, mailFrom: this.mailFrom, connection: this.#connection };
    const code = typeof reaction === "string" ? undefined : reaction.code;
    log.recordRecipient(address, code === undefined ? attempt : { ...attempt, code });
  }

  #resolve(stage: Stage): Reaction {
    return typeof stage === "function" ? stage(this) : stage;
  }

  /** RFC 5321 §4.1.1.5: the transaction ends, the session continues. */
  #endTransaction(): void {
    if (this.#phase === "mail") this.#phase = "helloed";
    this.mailFrom = "";
    this.smtputf8 = false;
  }
}

/** Computed only if the persona reads it. */
class NamedRecipient implements Recipient {
  readonly address: string;
  readonly local: string;
  readonly #domain: string;
  readonly #host: ReachedHost;

  constructor(address: string, local: string, domain: string, host: ReachedHost) {
    this.address = address;
    this.local = local;
    this.#domain = domain;
    this.#host = host;
  }

  get exists(): boolean {
    return this.#host.exists(this.local, this.#domain);
  }
}

function pathAfter(command: string, line: string): Path | undefined {
  return line.slice(0, command.length).toUpperCase() === command
    ? parsePath(line.slice(command.length))
    : undefined;
}

function isAccepted(reaction: Reaction): boolean {
  return typeof reaction === "object" && reaction.code === 250;
}
