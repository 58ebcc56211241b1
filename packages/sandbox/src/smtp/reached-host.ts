import type { SecureContext } from "node:tls";
import type { LogBook } from "#log.ts";
import type { MailServer } from "#smtp/mail-server.ts";

/** The mail host that a client has reached, with what it needs of the world around it. */
export interface ReachedHost {
  /** As in the greeting. */
  readonly name: string;
  /** Domain of its persona. */
  readonly persona: string;
  readonly server: MailServer;
  readonly memory: Map<string, number>;
  readonly log: LogBook;
  readonly latencyMs: number;
  readonly nowMs: () => number;
  /** Whether mail for this domain is taken here at all. */
  readonly serves: (domain: string) => boolean;
  readonly exists: (local: string, domain: string) => boolean;
  readonly secureContext: () => SecureContext;
}
