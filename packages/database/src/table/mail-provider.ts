import type { Generated } from "kysely";

interface MailProviderKey {
  mode: "live" | "test";
  provider: string;
}

/** How many sessions and recipients a mail provider gets from one egress address. */
export interface MailProviderBudgetTable extends MailProviderKey {
  egress: string;
  session_window: number;
  session_max: number;
  calm: Generated<number>;
  last_grant: number | null;
  throttled_grant: number | null;
  /** GCRA state of the recipients. */
  arrival: Date;
  paused_until: Date | null;
  pauses: Generated<number>;
  throttled_at: Date | null;
  blocked_at: Date | null;
  reply: string | null;
  used_at: Date;
}

/** A pause by the operator, at every egress address. */
export interface MailProviderPauseTable extends MailProviderKey {
  paused_until: Date;
  reason: string | null;
}

/** A session that is open, or whose worker was killed. */
export interface MailProviderGrantTable extends MailProviderKey {
  id: Generated<number>;
  egress: string;
  recipients: number;
  per: string | null;
  expires_at: Date;
}

/** The counts of ten minutes. */
export interface MailProviderCountTable extends MailProviderKey {
  egress: string;
  since: Date;
  sessions: number;
  asked: number;
  throttled: number;
  blocked: number;
}
