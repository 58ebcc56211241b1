/** How much a mail provider may be queried from one egress address; shared by all workers that query from there. */
export interface ProviderBudget {
  /** Requests one session. Answers at once: granted, or how long to wait. */
  acquire(ask: BudgetAsk): Promise<BudgetGrant>;
}

export interface BudgetAsk {
  /** A known provider's id, or the registrable domain of the mail host. */
  readonly provider: string;
  /** Own address or proxy; `default` where none is configured. */
  readonly egress: string;
  /** Recipients that the session is to query. */
  readonly recipients: number;
  /** Sessions at a time that are never exceeded, however well it goes. */
  readonly sessionsMax: number;
  readonly recipientsPerMinute?: number | undefined;
}

export type BudgetGrant =
  | {
      readonly granted: true;
      /** To be called once, when the session is over. A grant that is never released is lost after 15 minutes. */
      readonly release: (outcome: SessionOutcome) => Promise<void>;
    }
  | BudgetRefusal;

export interface BudgetRefusal {
  readonly granted: false;
  /** paused: the provider wants to be left alone · busy: enough sessions are under way · rate: enough for a minute. */
  readonly reason: "paused" | "busy" | "rate";
  readonly retryAfterMs: number;
}

/** How a session with a mail host went. */
export interface SessionOutcome {
  /** Recipients that were queried. */
  readonly recipients: number;
  /** The provider wants fewer queries: 421, 4.7.x, "too many…". */
  readonly throttled: boolean;
  /** The provider does not talk to this egress address. */
  readonly blocked: boolean;
  /** As the host named it. */
  readonly retryAfterSeconds?: number | undefined;
  /** The reply that throttled or blocked, for the operator. */
  readonly reply?: string | undefined;
}
