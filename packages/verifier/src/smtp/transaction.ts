import type { Breakage } from "#smtp/connection.ts";
import type { Session } from "#smtp/session.ts";
import type { Reply } from "#reply/reply.ts";

export interface TransactionOptions {
  /** Empty = the null sender. */
  readonly mailFrom: string;
  readonly commandTimeoutMs: number;
  /** Instant of `performance.now()`. */
  readonly deadlineAt: number;
}

/** The result of a transaction. Recipients without a reply come after those that have one. */
export interface TransactionOutcome {
  /** In the order of the recipients; shorter when the host stopped replying. */
  readonly replies: readonly Reply[];
  /** How many recipients were sent to the host. */
  readonly sent: number;
  /** The host refused the sender, and with it all recipients. */
  readonly senderRefused?: Reply;
  /** The host closed the connection, was silent or sent junk, with the command before it. */
  readonly breakage?: Breakage & { readonly stage: "mail_from" | "rcpt" };
}

/**
 * Sends recipients of one domain to a host, all at once if it offers PIPELINING. DATA is never sent. Stops after a 421, which
 * announces that the host closes the connection.
 * @param fresh false = the session had an earlier transaction, which is reset first.
 */
export async function askRecipients(
  session: Session,
  recipients: readonly string[],
  options: TransactionOptions & { readonly smtputf8: boolean; readonly fresh: boolean },
): Promise<TransactionOutcome> {
  const begin = beginning(options);
  const commands = recipients.map((recipient) => `RCPT TO:<${recipient}>\r\n`);
  if (session.pipelining) session.connection.send(...begin, ...commands);
  else session.connection.send(begin[0] ?? "");
  if (!options.fresh) {
    const reset = await session.connection.receive(replyBy(options));
    if (!reset.ok) return { replies: [], sent: 0, breakage: { stage: "mail_from", ...reset.breakage } };
    if (!session.pipelining) session.connection.send(...begin.slice(1));
  }
  const sender = await session.connection.receive(replyBy(options));
  if (!sender.ok) {
    const sent = session.pipelining ? commands.length : 0;
    return { replies: [], sent, breakage: { stage: "mail_from", ...sender.breakage } };
  }
  if (sender.reply.code >= 300) return { replies: [], sent: 0, senderRefused: sender.reply };
  return readReplies(session, commands, options);
}

/** Sends one more recipient in the current transaction. */
export async function askAnother(
  session: Session,
  recipient: string,
  options: TransactionOptions,
): Promise<TransactionOutcome> {
  const commands = [`RCPT TO:<${recipient}>\r\n`];
  if (session.pipelining) session.connection.send(...commands);
  return readReplies(session, commands, options);
}

async function readReplies(
  session: Session,
  commands: readonly string[],
  options: TransactionOptions,
): Promise<TransactionOutcome> {
  const replies: Reply[] = [];
  let sent = session.pipelining ? commands.length : 0;
  for (const command of commands) {
    if (!session.pipelining) {
      session.connection.send(command);
      sent += 1;
    }
    const pending = session.connection.receive(replyBy(options));
    // With pipelining, most replies have already arrived: no need to wait for each.
    const received = pending instanceof Promise ? await pending : pending;
    if (!received.ok) return { replies, sent, breakage: { stage: "rcpt", ...received.breakage } };
    replies.push(received.reply);
    if (received.reply.code === 421) break;
  }
  return { replies, sent };
}

function beginning(options: {
  readonly mailFrom: string;
  readonly smtputf8: boolean;
  readonly fresh: boolean;
}): string[] {
  const sender = `MAIL FROM:<${options.mailFrom}>${options.smtputf8 ? " SMTPUTF8" : ""}\r\n`;
  return options.fresh ? [sender] : ["RSET\r\n", sender];
}

function replyBy(options: TransactionOptions): number {
  return Math.min(performance.now() + options.commandTimeoutMs, options.deadlineAt);
}
