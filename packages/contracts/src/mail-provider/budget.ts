/** The rate at which a mail provider may be queried from one egress address, shared by all workers that use that address. */
export interface ProviderBudget {
  /** Requests a session. Answers at once: granted, or how long to wait. */
  acquire(ask: BudgetAsk): Promise<BudgetGrant>;
}

export interface BudgetAsk {
  /** A known provider's id, or the registrable domain of the mail host. */
  readonly provider: string;
  /** The local address or proxy; `default` when none is configured. */
  readonly egress: string;
  /** Recipients that the session is to query. */
  readonly recipients: number;
  /** Upper bound of concurrent sessions, even when no reply throttles. */
  readonly sessionsMax: number;
  readonly recipientsPerMinute?: number | undefined;
}

export type BudgetGrant =
  | {
      readonly granted: true;
      /** Must be called once, when the session has ended. A grant that is never released is dropped after 15 minutes. */
      readonly release: (outcome: SessionOutcome) => Promise<void>;
    }
  | BudgetRefusal;

export interface BudgetRefusal {
  readonly granted: false;
  /** paused: the provider is not queried for now · busy: enough sessions are open · rate: enough sessions this minute. */
  readonly reason: "paused" | "busy" | "rate";
  readonly retryAfterMs: number;
}

/** The outcome of a session with a mail host. */
export interface SessionOutcome {
  /** Recipients that were queried. */
  readonly recipients: number;
  /** The provider wants fewer queries: 421, 4.7.x, "too many…". */
  readonly throttled: boolean;
  /** The provider refuses this egress address. */
  readonly blocked: boolean;
  /** The wait that the host named. */
  readonly retryAfterSeconds?: number | undefined;
  /** The reply that throttled or blocked, for the operator. */
  readonly reply?: string | undefined;
}
