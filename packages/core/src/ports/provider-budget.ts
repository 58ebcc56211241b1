/** How much a mail provider may be asked from one egress address; shared by all who ask from there. */
export interface ProviderBudget {
  /** Asks for one session. Answers at once: granted, or how long to wait. */
  acquire(ask: {
    /** A known provider's id, or the registrable domain of the mail host. */
    readonly provider: string;
    /** Own address or proxy; "default" where none is configured. */
    readonly egress: string;
    /** That the session means to ask. */
    readonly recipients: number;
    /** As many sessions at once as there may ever be. */
    readonly sessionsMax: number;
    readonly recipientsPerMinute?: number | undefined;
  }): Promise<BudgetGrant>;
}

export type BudgetGrant =
  | {
      readonly granted: true;
      /** To be called once, when the session is over. */
      release(outcome: SessionOutcome): Promise<void>;
    }
  | {
      readonly granted: false;
      readonly reason: "paused" | "busy" | "rate";
      readonly retryAfterMs: number;
    };

/** How a session with a mail host went. */
export interface SessionOutcome {
  /** Recipients that were asked about. */
  readonly recipients: number;
  /** The provider wants fewer questions: 421, 4.7.x, "too many…". */
  readonly throttled: boolean;
  /** The provider does not talk to this egress address. */
  readonly blocked: boolean;
  /** As the host named it. */
  readonly retryAfterSeconds?: number | undefined;
  /** The reply that throttled or blocked, for the operator. */
  readonly reply?: string | undefined;
}
