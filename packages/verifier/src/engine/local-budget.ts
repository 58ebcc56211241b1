import type { BudgetAsk, BudgetGrant, ProviderBudget, SessionOutcome } from "@winnow/contracts";

/** After throttling, how long another one is taken for the same trouble getting worse. */
const AGAIN_MS = 60_000;
const PAUSE_MS = 60_000;
const PAUSE_MAX_MS = 3_600_000;
/** Nobody means a longer wait than this. */
const NAMED_PAUSE_MAX_MS = 86_400_000;
/** Whoever has not released a grant by then is gone. */
const GRANT_MS = 900_000;
const MINUTE_MS = 60_000;
/** When to ask again whether a session has ended somewhere. */
const BUSY_MS = 500;
const ENTRIES_MAX = 10_000;

/**
 * Budgets within one process. Additive increase, multiplicative decrease: begins with `sessionsMax` sessions at a time,
 * halves them when the provider says that it is too much, and allows one more after as many good sessions as it allows
 * at a time. Throttled again within a minute, or with a single session, the provider is paused: for as long as it
 * named, else a minute, and twice as long each time until an hour has gone well; then it resumes with one session. What
 * several sessions are told that were under way together counts once.
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

/** The one that was not asked for longest; nobody who is at work, paused or was throttled lately is forgotten. */
function forgetOne(accounts: Map<string, Account>, now: number): void {
  for (const [key, account] of accounts) {
    if (account.memorable(now)) continue;
    accounts.delete(key);
    return;
  }
}

class Account {
  /** Sessions at a time. */
  #limit: number;
  #granted = 0;
  /** When each grant that is not over was given, by its number. */
  readonly #open = new Map<number, number>();
  /** Good sessions since the last change. */
  #good = 0;
  #throttledAt = Number.NEGATIVE_INFINITY;
  /** The last grant before that: sessions up to it are told of the same trouble. */
  #throttledUpTo = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #pauses = 0;
  /** Recipients that may be asked now; comes back over a minute. Undefined: all that a minute allows. */
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
        // Released before, or expired.
        if (!this.#open.delete(number)) return;
        if (this.#room !== undefined) this.#room.recipients += ask.recipients - outcome.recipients;
        this.#learn(number, outcome, ask.sessionsMax, clock.now());
      },
    };
  }

  /**
   * Takes recipients out of the minute's, if there is room. Who asks for more than a minute's worth gets it when nothing
   * was asked for as long, and the minutes after pay for it.
   * @returns how long until there is room.
   */
  #take({ recipients, recipientsPerMinute: most }: BudgetAsk, now: number): number {
    if (most === undefined) return 0;
    const perMs = most / MINUTE_MS;
    const { recipients: left, at } = this.#room ?? { recipients: most, at: now };
    const room = Math.min(left + (now - at) * perMs, most);
    const wanted = Math.min(recipients, most);
    this.#room = { recipients: room, at: now };
    // A hair's breadth is rounding.
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
