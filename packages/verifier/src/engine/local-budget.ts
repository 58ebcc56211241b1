import type { BudgetAsk, BudgetGrant, ProviderBudget, SessionOutcome } from "@winnow/contracts";

/** Further throttling within this time means that the trouble is getting worse. */
const AGAIN_MS = 60_000;
const PAUSE_MS = 60_000;
const PAUSE_MAX_MS = 3_600_000;
/** A longer wait in a reply is not plausible. */
const NAMED_PAUSE_MAX_MS = 86_400_000;
/** A grant that is not released by then has expired. */
const GRANT_MS = 900_000;
const MINUTE_MS = 60_000;
/** When to check again whether a session has ended elsewhere. */
const BUSY_MS = 500;
const ENTRIES_MAX = 10_000;

/**
 * Budgets within one process. Additive increase, multiplicative decrease: begins with `sessionsMax` concurrent sessions,
 * halves them when the provider throttles, and adds one after as many good sessions as it allows. Throttled again within a
 * minute, or with a single session, the provider is paused: for as long as it named, else a minute. Each further pause is
 * twice as long, until an hour without throttling has passed. After a pause it resumes with one session. Throttling of
 * several concurrent sessions counts once.
 * @param clock in milliseconds; default: the monotonic one.
 */
export function createLocalBudget(clock: { now(): number } = performance): ProviderBudget {
  const accounts = new Map<string, Account>();
  return {
    async acquire(ask) {
      const key = `${ask.egress} ${ask.provider}`;
      const account = accounts.get(key) ?? new Account(ask.sessionsMax);
      accounts.delete(key);
      accounts.set(key, account);
      if (accounts.size > ENTRIES_MAX) forgetOne(accounts, clock.now());
      return account.acquire(ask, clock);
    },
  };
}

/** The provider that was not used for longest; those in use, paused or recently throttled are kept. */
function forgetOne(accounts: Map<string, Account>, now: number): void {
  for (const [key, account] of accounts) {
    if (account.memorable(now)) continue;
    accounts.delete(key);
    return;
  }
}

class Account {
  /** Concurrent sessions. */
  #limit: number;
  #granted = 0;
  /** The time of each open grant, by its number. */
  readonly #open = new Map<number, number>();
  /** Good sessions since the last change. */
  #good = 0;
  #throttledAt = Number.NEGATIVE_INFINITY;
  /** The last grant before that: sessions up to it were throttled for the same reason. */
  #throttledUpTo = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  /** Recipients available now, refilled over a minute. Undefined: a full minute's worth. */
  #room: { recipients: number; at: number } | undefined;

  constructor(sessionsMax: number) {
    this.#limit = sessionsMax;
  }

  memorable(now: number): boolean {
    return this.#open.size > 0 || now < this.#pausedUntil || now - this.#throttledAt < PAUSE_MAX_MS;
  }

  acquire(ask: BudgetAsk, clock: { now(): number }): BudgetGrant {
    const now = clock.now();
    for (const [number, grantedAt] of this.#open) {
      if (now - grantedAt >= GRANT_MS) this.#open.delete(number);
    }
    if (now < this.#pausedUntil) {
      return { granted: false, reason: "paused", retryAfterMs: this.#pausedUntil - now };
    }
    if (this.#open.size >= Math.min(this.#limit, ask.sessionsMax)) {
      return { granted: false, reason: "busy", retryAfterMs: BUSY_MS };
    }
    const waitMs = this.#take(ask, now);
    if (waitMs > 0) return { granted: false, reason: "rate", retryAfterMs: waitMs };
    const number = (this.#granted += 1);
    this.#open.set(number, now);
    return {
      granted: true,
      release: async (outcome) => {
        // Already released, or expired.
        if (!this.#open.delete(number)) return;
        if (this.#room !== undefined) this.#room.recipients += ask.recipients - outcome.recipients;
        this.#learn(number, outcome, ask.sessionsMax, clock.now());
      },
    };
  }

  /**
   * Takes recipients from the minute's allowance, if there are enough. A request for more than a minute's worth is granted after
   * an equally long idle time, and the minutes after it pay for it.
   * @returns how long until there are enough.
   */
  #take({ recipients, recipientsPerMinute: most }: BudgetAsk, now: number): number {
    if (most === undefined) return 0;
    const perMs = most / MINUTE_MS;
    const { recipients: left, at } = this.#room ?? { recipients: most, at: now };
    const room = Math.min(left + (now - at) * perMs, most);
    const wanted = Math.min(recipients, most);
    this.#room = { recipients: room, at: now };
    // A tiny difference is a rounding error.
    if (wanted - room > 1e-6) return Math.ceil((wanted - room) / perMs);
    this.#room.recipients -= recipients;
    return 0;
  }

  #learn(number: number, outcome: SessionOutcome, sessionsMax: number, now: number): void {
    if (outcome.throttled) this.#slowDown(number, outcome.retryAfterSeconds, now);
    else if (!outcome.blocked && outcome.recipients > 0) this.#speedUp(sessionsMax);
  }

  #slowDown(number: number, retryAfterSeconds: number | undefined, now: number): void {
    if (number <= this.#throttledUpTo) return;
    const sinceMs = now - this.#throttledAt;
    if (sinceMs > PAUSE_MAX_MS) this.#pauses = 0;
    this.#throttledAt = now;
    this.#throttledUpTo = this.#granted;
    this.#good = 0;
    if (sinceMs >= AGAIN_MS && this.#limit > 1) {
      this.#limit = Math.floor(this.#limit / 2);
      return;
    }
    const ownMs = Math.min(PAUSE_MS * 2 ** this.#pauses, PAUSE_MAX_MS);
    const namedMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
    this.#pausedUntil = now + Math.min(namedMs ?? ownMs, NAMED_PAUSE_MAX_MS);
    this.#pauses += 1;
    this.#limit = 1;
  }

  #speedUp(sessionsMax: number): void {
    this.#good += 1;
    if (this.#good < this.#limit) return;
    this.#good = 0;
    this.#limit = Math.min(this.#limit + 1, Math.max(sessionsMax, 1));
  }
}
