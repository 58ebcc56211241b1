import type { BudgetAsk, BudgetRefusal, ProviderBudget, SessionOutcome } from "@winnow/contracts";
import { pauseFor } from "@winnow/runtime/pause";
import { GateKeeper, type Gate } from "#engine/gate.ts";

export type Admission =
  | {
      readonly admitted: true;
      /** Must be called once, after the last command. */
      readonly leaveSlot: () => void;
      /** Must be called once, when the connection is closed. */
      readonly release: (outcome: SessionOutcome) => Promise<void>;
      readonly stalledMs: number;
    }
  | { readonly admitted: false; readonly refusal: BudgetRefusal; readonly stalledMs: number };

/** Shortest time between two requests to a budget. */
const PAUSE_MIN_MS = 10;

interface Line {
  /** Open sessions of this process. */
  running: number;
  /** How long the waiting sessions were stalled while none was open. */
  stalledMs: number;
  /** Waiting or open. */
  users: number;
  wake: () => void;
}

/**
 * The start of sessions: each needs a slot among the verifier's dialogues, and a grant of the provider's budget. A refused
 * session waits in a queue, without a slot, and only the first in the queue requests again. Waiting for the verifier's own
 * sessions at the same provider is like waiting for a free slot; every other wait uses up the questions' patience.
 */
export class Turnstile {
  readonly #budget: ProviderBudget;
  readonly #slots: Gate;
  readonly #turns = new GateKeeper(1);
  readonly #lines = new Map<string, Line>();

  constructor(budget: ProviderBudget, slots: Gate) {
    this.#budget = budget;
    this.#slots = slots;
  }

  /**
   * @param patienceMs the longest stall by the budget.
   * @returns with the length of the stall; undefined when `signal` aborted first.
   */
  async enter(ask: BudgetAsk, patienceMs: number, signal: AbortSignal): Promise<Admission | undefined> {
    const key = `${ask.egress} ${ask.provider}`;
    const line = this.#lineOf(key);
    const stalledBeforeMs = line.stalledMs;
    line.users += 1;
    let admission: Admission | undefined;
    try {
      if (!(await this.#turns.enter(key, signal))) return undefined;
      try {
        admission = await this.#wait(key, line, ask, { patienceMs, stalledBeforeMs, signal });
      } finally {
        this.#turns.leave(key);
      }
      return admission;
    } finally {
      if (admission?.admitted !== true) this.#quit(key, line);
    }
  }

  async #wait(
    key: string,
    line: Line,
    ask: BudgetAsk,
    wait: { readonly patienceMs: number; readonly stalledBeforeMs: number; readonly signal: AbortSignal },
  ): Promise<Admission | undefined> {
    const { signal } = wait;
    while (await this.#slots.enter(signal)) {
      let held = true;
      try {
        const grant = await this.#budget.acquire(ask);
        const stalledMs = line.stalledMs - wait.stalledBeforeMs;
        if (grant.granted && !signal.aborted) {
          held = false;
          line.running += 1;
          return {
            admitted: true,
            stalledMs,
            leaveSlot: () => this.#slots.leave(),
            release: (outcome) => this.#release(key, line, grant.release(outcome)),
          };
        }
        this.#slots.leave();
        held = false;
        if (grant.granted) {
          await grant.release(UNUSED);
          return undefined;
        }
        const behindOurs = grant.reason === "busy" && line.running > 0;
        if (!behindOurs && grant.retryAfterMs > wait.patienceMs - stalledMs) {
          return { admitted: false, refusal: grant, stalledMs };
        }
        await waitInLine(line, grant.retryAfterMs, behindOurs, signal);
      } finally {
        if (held) this.#slots.leave();
      }
    }
    return undefined;
  }

  async #release(key: string, line: Line, released: Promise<void>): Promise<void> {
    line.running -= 1;
    try {
      await released;
    } finally {
      this.#quit(key, line);
      line.wake();
    }
  }

  #lineOf(key: string): Line {
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line = { running: 0, stalledMs: 0, users: 0, wake: () => {} };
    this.#lines.set(key, line);
    return line;
  }

  #quit(key: string, line: Line): void {
    line.users -= 1;
    if (line.users === 0) this.#lines.delete(key);
  }
}

const UNUSED: SessionOutcome = { recipients: 0, throttled: false, blocked: false };

/** Until an open session ends, the time is over, or the signal aborts. */
async function waitInLine(
  line: Line,
  waitMs: number,
  behindOurs: boolean,
  signal: AbortSignal,
): Promise<void> {
  const beganAt = performance.now();
  const woken = new AbortController();
  line.wake = () => woken.abort();
  const either = AbortSignal.any([woken.signal, signal]);
  await pauseFor(Math.max(waitMs, PAUSE_MIN_MS), either);
  line.wake = () => {};
  if (!behindOurs) line.stalledMs += performance.now() - beganAt;
}
