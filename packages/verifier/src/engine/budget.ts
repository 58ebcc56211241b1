/** How much a mail provider may be asked from one egress address; shared by all who ask from there. */
export interface ProviderBudget {
  /** Asks for one session. Answers at once: granted, or how long to wait. */
  acquire(ask: BudgetAsk): Promise<BudgetGrant>;
}

export interface BudgetAsk {
  /** Id of the provider, or the registrable domain of the mail host. */
  readonly provider: string;
  /** Own address or proxy; `default` when none is configured. */
  readonly egress: string;
  /** That the session means to ask. */
  readonly recipients: number;
  /** Sessions at a time that are never exceeded, however well it goes. */
  readonly sessionsMax: number;
  readonly recipientsPerMinute?: number | undefined;
}

export type BudgetGrant =
  | {
      readonly granted: true;
      /** To be called once, when the session is over. Who never does loses the grant after 15 minutes. */
      readonly release: (outcome: SessionOutcome) => Promise<void>;
    }
  | BudgetRefusal;

export interface BudgetRefusal {
  readonly granted: false;
  /** paused: the provider wants to be left alone · busy: enough sessions are under way · rate: enough for a minute. */
  readonly reason: "paused" | "busy" | "rate";
  readonly retryAfterMs: number;
}

/** How a session went. */
export interface SessionOutcome {
  /** Asked in it. */
  readonly recipients: number;
  /** The provider said that it is too much: 421, 4.7.x, “too many…”. */
  readonly throttled: boolean;
  /** The provider does not talk to this egress at all. */
  readonly blocked: boolean;
  /** Wait that the provider named. */
  readonly retryAfterSeconds?: number | undefined;
  /** The reply that throttled or blocked, for people. */
  readonly reply?: string | undefined;
}

/** Grants everything: for a sandbox, whose hosts may be asked as much as one likes. */
export const UNLIMITED_BUDGET: ProviderBudget = {
  acquire: async () => ({ granted: true, release: async () => {} }),
};
