import type { Reaction } from "#smtp/reply.ts";

/** The state that a mail server's reaction may depend on: one connection. */
export interface Session {
  readonly clientAddress: string;
  /** RCPT commands of this connection so far, the current one included. RSET does not change it. */
  readonly recipientCount: number;
  /** TLS is on. */
  readonly secure: boolean;
  /** As in MAIL FROM; empty for the null sender. */
  readonly mailFrom: string;
  /** The client sent SMTPUTF8 (RFC 6531). */
  readonly smtputf8: boolean;
  /** Milliseconds on the sandbox's clock. */
  readonly nowMs: number;
  /** The server's state between connections. */
  readonly memory: Map<string, number>;
}

/** The recipient of a RCPT command. */
export interface Recipient {
  /** As the client wrote it. */
  readonly address: string;
  readonly local: string;
  /** Whether such a mailbox exists: `mailboxExists` for the sandbox's seed. */
  readonly exists: boolean;
}

export type Stage = Reaction | ((session: Session) => Reaction);

/** The behaviour of a mail server, stage by stage. Stages that are left out behave like an ordinary server. */
export interface MailServer {
  readonly greeting?: Stage;
  readonly greetingDelayMs?: number;
  readonly ehlo?: Stage;
  /** Extensions in the answer to EHLO. Ordinary: `ORDINARY_EXTENSIONS`. Without PIPELINING, commands sent ahead are an error. */
  readonly extensions?: readonly string[];
  /** `broken`: accepts STARTTLS and then sends junk instead of TLS. */
  readonly tls?: "broken";
  readonly mail?: Stage;
  readonly rcpt?: (session: Session, recipient: Recipient) => Reaction;
  /** Everything is sent in pieces of this many bytes, each in its own packet. */
  readonly pieceBytes?: number;
}

export const ORDINARY_EXTENSIONS: readonly string[] = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];
