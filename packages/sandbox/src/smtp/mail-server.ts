import type { Reaction } from "#smtp/reply.ts";

/** What a mail server may look at when it reacts: one connection, as it stands. */
export interface Session {
  readonly clientAddress: string;
  /** RCPT commands of this connection so far, the present one included. RSET does not change it. */
  readonly recipientCount: number;
  /** TLS is on. */
  readonly secure: boolean;
  /** As in MAIL FROM; empty for the null sender. */
  readonly mailFrom: string;
  /** The client asked for SMTPUTF8 (RFC 6531). */
  readonly smtputf8: boolean;
  /** Milliseconds on the sandbox's clock. */
  readonly nowMs: number;
  /** What this server remembers between connections. */
  readonly memory: Map<string, number>;
}

/** Whom a RCPT command names. */
export interface Recipient {
  /** As the client wrote it. */
  readonly address: string;
  readonly local: string;
  /** Whether such a mailbox exists: `mailboxExists` for the sandbox's seed. */
  readonly exists: boolean;
}

export type Stage = Reaction | ((session: Session) => Reaction);

/** How a mail server behaves, stage by stage. What is left out is done as an ordinary server does it. */
export interface MailServer {
  readonly greeting?: Stage;
  readonly greetingDelayMs?: number;
  readonly ehlo?: Stage;
  /** Extensions in the answer to EHLO. Ordinary: `ORDINARY_EXTENSIONS`. Without PIPELINING, commands sent ahead are an error. */
  readonly extensions?: readonly string[];
  /** `broken`: agrees to STARTTLS and then talks nonsense instead of TLS. */
  readonly tls?: "broken";
  readonly mail?: Stage;
  readonly rcpt?: (session: Session, recipient: Recipient) => Reaction;
  /** Everything is sent in pieces of so many bytes, each a packet of its own. */
  readonly pieceBytes?: number;
}

export const ORDINARY_EXTENSIONS: readonly string[] = ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"];
