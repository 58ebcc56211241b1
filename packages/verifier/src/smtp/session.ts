import type { Target } from "#dns/mail-hosts.ts";
import { SmtpConnection, type Breakage } from "#smtp/connection.ts";
import type { Reply } from "#reply/reply.ts";
import type { Dial, Tunnel } from "#smtp/dial.ts";
import type { Evidence, SmtpStage } from "#evidence/evidence.ts";

/** A host that is ready for MAIL FROM. */
export interface Session {
  readonly connection: SmtpConnection;
  readonly target: Target;
  /** RFC 2920: several commands may be sent at once. */
  readonly pipelining: boolean;
  /** RFC 6531. */
  readonly smtputf8: boolean;
}

export interface SessionOptions {
  readonly dial: Dial;
  /** Leads a connection from a proxy, which `dial` connects to, on to the mail host. */
  readonly tunnel: Tunnel | undefined;
  readonly port: number;
  readonly heloName: string | undefined;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
}

export type OpenedSession =
  | { readonly ok: true; readonly session: Session }
  | {
      readonly ok: false;
      readonly evidence: Evidence;
      /** TLS was offered and did not work: the same host may accept plain text. */
      readonly tlsFailed: boolean;
    };

interface Dialogue {
  readonly connection: SmtpConnection;
  readonly target: Target;
  readonly options: SessionOptions;
  readonly deadlineAt: number;
}

/**
 * Connects, waits for the greeting, sends EHLO (or HELO, RFC 5321 §3.2) and starts TLS if the host offers it.
 * @param deadlineAt instant of `performance.now()` at which it must be done.
 */
export async function openSession(
  target: Target,
  options: SessionOptions,
  deadlineAt: number,
  { tls, opened }: { readonly tls: boolean; readonly opened: (connection: SmtpConnection) => void },
): Promise<OpenedSession> {
  const connection = connect(target, options);
  opened(connection);
  const dialogue = { connection, target, options, deadlineAt };
  const connectBy = Math.min(performance.now() + options.connectTimeoutMs, deadlineAt);
  const unconnected = await connection.connected(connectBy);
  if (unconnected !== undefined) return broken(dialogue, "connect", unconnected);
  const greeting = await receive(dialogue, "greeting");
  if (!("reply" in greeting)) return greeting;
  if (greeting.reply.code >= 300) return refused(dialogue, "greeting", greeting.reply);
  const hello = await sayHello(dialogue);
  if (!("reply" in hello)) return hello;
  if (!tls || !offers(hello.reply, "STARTTLS")) return ready(dialogue, hello.reply);
  return goSecure(dialogue, hello.reply);
}

function connect({ address }: Target, { dial, tunnel, port }: SessionOptions): SmtpConnection {
  const socket = dial(address, port);
  if (tunnel === undefined) return new SmtpConnection(socket);
  return new SmtpConnection(socket, (deadlineAt) => tunnel(socket, address, port, deadlineAt));
}

async function goSecure(dialogue: Dialogue, hello: Reply): Promise<OpenedSession> {
  dialogue.connection.send("STARTTLS\r\n");
  const started = await receive(dialogue, "starttls");
  if (!("reply" in started)) return { ...started, tlsFailed: !isLate(dialogue) };
  // RFC 3207 §4: a host that offers TLS and then refuses it continues in plain text.
  if (started.reply.code !== 220) return ready(dialogue, hello);
  const failed = await dialogue.connection.startTls(dialogue.target.host, replyBy(dialogue));
  if (failed !== undefined) {
    return { ...broken(dialogue, "starttls", failed), tlsFailed: !isLate(dialogue) };
  }
  // RFC 3207 §4.2: everything learned before the handshake is dropped.
  const again = await sayHello(dialogue);
  return "reply" in again ? ready(dialogue, again.reply) : again;
}

function ready({ connection, target }: Dialogue, hello: Reply): OpenedSession {
  const session = {
    connection,
    target,
    pipelining: offers(hello, "PIPELINING"),
    smtputf8: offers(hello, "SMTPUTF8"),
  };
  return { ok: true, session };
}

async function sayHello(dialogue: Dialogue): Promise<{ reply: Reply } | Failed> {
  const name = dialogue.options.heloName ?? addressLiteral(dialogue.connection.localAddress);
  dialogue.connection.send(`EHLO ${name}\r\n`);
  const extended = await receive(dialogue, "ehlo");
  if (!("reply" in extended) || extended.reply.code < 300) return extended;
  if (extended.reply.code < 500) return refused(dialogue, "ehlo", extended.reply);
  dialogue.connection.send(`HELO ${name}\r\n`);
  const plain = await receive(dialogue, "ehlo");
  if (!("reply" in plain)) return plain;
  if (plain.reply.code >= 300) return refused(dialogue, "ehlo", plain.reply);
  // HELO answers with a greeting, never with extensions.
  return { reply: { ...plain.reply, lines: plain.reply.lines.slice(0, 1) } };
}

/** RFC 5321 §4.1.3: a client without a name sends its address. */
function addressLiteral(address = "127.0.0.1"): string {
  return address.includes(":") ? `[IPv6:${address}]` : `[${address}]`;
}

/** The first line greets, each further line names an extension (RFC 5321 §4.1.1.1). */
function offers(hello: Reply, extension: string): boolean {
  return hello.lines.some((line, index) => index > 0 && line.split(" ", 1)[0]?.toUpperCase() === extension);
}

type Failed = Extract<OpenedSession, { ok: false }>;

function replyBy({ options, deadlineAt }: Dialogue): number {
  return Math.min(performance.now() + options.commandTimeoutMs, deadlineAt);
}

async function receive(dialogue: Dialogue, stage: SmtpStage): Promise<{ reply: Reply } | Failed> {
  const received = await dialogue.connection.receive(replyBy(dialogue));
  return received.ok ? { reply: received.reply } : broken(dialogue, stage, received.breakage);
}

function isLate({ deadlineAt }: Dialogue): boolean {
  return performance.now() >= deadlineAt - 1;
}

function broken(dialogue: Dialogue, stage: SmtpStage, breakage: Breakage): Failed {
  const { target } = dialogue;
  // When the time limit of the address ended it, it is unknown whose fault it would have been.
  const failure = isLate(dialogue) ? "budget" : breakage.failure;
  // When the proxy failed, no mail host was contacted.
  const host = failure === "proxy" ? { ...target, host: "", address: "" } : target;
  const evidence = { stage, ...host, ...breakage, failure, at: new Date().toISOString() };
  return { ok: false, evidence, tlsFailed: false };
}

function refused({ target, connection }: Dialogue, stage: SmtpStage, reply: Reply): Failed {
  connection.quit();
  const { code, text, enhanced } = reply;
  const base = { stage, ...target, code, text, at: new Date().toISOString() };
  return { ok: false, evidence: enhanced === undefined ? base : { ...base, enhanced }, tlsFailed: false };
}
