import type { SecureContext } from "node:tls";
import type { LogBook } from "#log.ts";
import type { MailServer } from "#smtp/mail-server.ts";

/** The mail host that a client has reached, with the parts of the sandbox that it needs. */
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
  /** Whether it accepts mail for this domain. */
  readonly serves: (domain: string) => boolean;
  readonly exists: (local: string, domain: string) => boolean;
  readonly secureContext: () => SecureContext;
}
