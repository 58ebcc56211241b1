import type { BudgetRefusal } from "@winnow/contracts";
import { pauseFor } from "@winnow/runtime/pause";
import type { Target } from "#dns/mail-hosts.ts";
import type { GroupContext } from "#engine/group-context.ts";
import { askInSession } from "#engine/conversation.ts";
import { QuestionQueue } from "#engine/question-queue.ts";
import type { QuestionSource } from "#engine/question-source.ts";
import { giveUp, NO_HOSTS, type Question } from "#engine/question.ts";
import { connectToMailHost } from "#engine/reach.ts";
import { SessionTally } from "#engine/session-tally.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import type { Evidence } from "#evidence/evidence.ts";

/** Sessions in a row without an answer, after which the host is not contacted again in this call. */
const FRUITLESS_MAX = 3;
/** Wait before a host that answered a moment ago is tried again; longer each time. */
const PAUSE_MS = 200;
/** The longest wait for a provider's budget in a call: the caller has other providers to contact. */
const STALL_MAX_MS = 15_000;
/** Sessions in which one question may remain unanswered. */
const TRIES_MAX = 3;

/**
 * All questions of a call for the same mail hosts, sent in a few sessions with several recipients each. A host that cannot be
 * reached, or answers no recipient, is given up for the whole group: the evidence is the same for all.
 */
export class ExchangeGroup implements QuestionSource {
  readonly context: GroupContext;
  readonly #targets: readonly Target[];
  readonly #queue = new QuestionQueue();
  #runners = 0;
  /** Sessions that are being opened or are open. */
  #serving = 0;
  #fruitless = 0;
  /** Whether any session of this call succeeded. */
  #reached = false;
  #batchMax: number;
  #runnersMax: number;
  #scheduled = false;
  #givenUp: readonly Evidence[] | undefined;
  /** Total wait for the provider's budget. */
  #stalledMs = 0;

  constructor(targets: readonly Target[], context: GroupContext) {
    this.#targets = targets;
    this.context = context;
    this.#batchMax = context.recipientsPerSession;
    this.#runnersMax = Math.min(context.maxSessionsPerHost, context.allowance.sessionsMax);
  }

  add(question: Question, place: "first" | "last" = "last"): void {
    if (this.#givenUp !== undefined) return giveUp(question, this.#givenUp);
    this.#queue.add(question, place);
    this.#schedule();
  }

  retry(question: Question, seen: readonly Evidence[] = []): void {
    question.tries += 1;
    if (question.tries < TRIES_MAX) this.add(question);
    else giveUp(question, seen);
  }

  hasOtherHost({ avoided }: Question): boolean {
    return this.#targets.some(({ host }) => !avoided.has(host));
  }

  take(count: number, avoided?: ReadonlySet<string>): Question[] {
    return this.#queue.take(count, avoided);
  }

  account(fruitful: boolean, seen: readonly Evidence[]): void {
    this.#fruitless = fruitful ? 0 : this.#fruitless + 1;
    if (fruitful) this.#batchMax = Math.min(this.#batchMax * 2, this.context.recipientsPerSession);
    if (this.#fruitless >= FRUITLESS_MAX) this.#giveUp(seen);
  }

  shrink(answered: number): void {
    this.#batchMax = Math.max(Math.min(this.#batchMax, answered), 1);
  }

  /** Deferred to the end of this event-loop iteration, so that questions which arrive together share sessions. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const wanted = Math.ceil(this.#queue.length / this.#batchSize());
      const slots = this.#runnersMax - this.#runners;
      for (let count = Math.min(wanted, slots); count > 0; count -= 1) void this.#run();
    });
  }

  async #run(): Promise<void> {
    const { hosts, egress, signal, failed } = this.context;
    // A host counts connections by address, and many domains reach the same address under different host names.
    const place = `${egress} ${this.#targets[0]?.address ?? ""}`;
    this.#runners += 1;
    try {
      for (let going = true; going && this.#queue.length > 0;) {
        if (!(await hosts.enter(place, signal))) break;
        try {
          going = await this.#session();
        } finally {
          hosts.leave(place);
        }
      }
    } catch (error) {
      failed(error);
    } finally {
      this.#runners -= 1;
    }
  }

  /** One session, when the provider's budget grants it. @returns whether this runner should continue. */
  async #session(): Promise<boolean> {
    if (this.#queue.length === 0) return true;
    const { turnstile, allowance, egress, timeoutMs, signal } = this.context;
    const { provider, sessionsMax, recipientsPerMinute } = allowance;
    const recipients = Math.min(this.#queue.length, this.#batchSize());
    const admission = await turnstile.enter(
      { provider, egress, recipients, sessionsMax, recipientsPerMinute },
      Math.min(timeoutMs, STALL_MAX_MS) - this.#stalledMs,
      signal,
    );
    if (admission === undefined) return false;
    this.#stalledMs += admission.stalledMs;
    if (!admission.admitted) {
      this.#putOff(admission.refusal);
      return false;
    }
    const tally = new SessionTally();
    let used: SmtpConnection | undefined;
    try {
      let going: boolean;
      try {
        // With a limit per minute, no more recipients are sent than were granted.
        const room = recipientsPerMinute === undefined ? this.context.recipientsPerSession : recipients;
        ({ going, used } = await this.#serve(tally, room));
      } finally {
        admission.leaveSlot();
      }
      // The host counts a session until it is closed, and so does this limit.
      await new Promise<void>((resolve) => (used === undefined ? resolve() : used.onceClosed(resolve)));
      return going;
    } finally {
      await admission.release(tally);
    }
  }

  /** The provider is paused for longer than any question here can wait. */
  #putOff({ reason, retryAfterMs }: BudgetRefusal): void {
    const { allowance, egress } = this.context;
    const seen = {
      stage: "budget",
      provider: allowance.provider,
      egress,
      reason,
      retryAfterSeconds: Math.ceil(retryAfterMs / 1_000),
      at: new Date().toISOString(),
    } as const;
    for (const question of this.#queue.drain()) giveUp(question, [seen]);
  }

  /** @returns whether this runner should continue, and the connection it used. */
  async #serve(tally: SessionTally, room: number): Promise<{ going: boolean; used?: SmtpConnection }> {
    const batch = this.take(Math.min(this.#batchSize(), room));
    if (batch.length === 0) return { going: true };
    const deadlineAt = this.begin(batch);
    this.#serving += 1;
    try {
      const avoided = batch[0]?.avoided ?? NO_HOSTS;
      const { session, seen } = await connectToMailHost(this.#targets, this.context, avoided, deadlineAt);
      tally.see(seen);
      if (session === undefined) return { going: await this.#unreachable(batch, seen, deadlineAt, tally) };
      this.#reached = true;
      for (const question of batch) question.evidence.push(...seen);
      try {
        await askInSession(this, session, batch, { tally, room });
      } finally {
        session.connection.quit();
      }
      return { going: true, used: session.connection };
    } finally {
      this.#serving -= 1;
    }
  }

  begin(batch: readonly Question[]): number {
    const now = performance.now();
    let earliest = Number.POSITIVE_INFINITY;
    for (const question of batch) {
      question.startedAt ??= now;
      question.deadlineAt ??= now + Math.max(this.context.timeoutMs - question.domain.spentMs, 0);
      earliest = Math.min(earliest, question.deadlineAt);
    }
    return earliest;
  }

  async #unreachable(
    batch: readonly Question[],
    seen: readonly Evidence[],
    deadlineAt: number,
    tally: SessionTally,
  ): Promise<boolean> {
    const others = this.#serving - 1;
    if (others > 0) {
      // This session may have been one too many: the other sessions will show it, and take its questions.
      this.#runnersMax = others;
      for (const question of batch) this.add(question);
      return false;
    }
    if (this.#reached && performance.now() < deadlineAt) {
      // The host answered a moment ago and may not have noticed the end of that session yet: once, this is not throttling.
      if (this.#fruitless === 0) tally.throttled = false;
      for (const question of batch) this.add(question);
      this.account(false, seen);
      await pauseFor(PAUSE_MS * this.#fruitless, this.context.signal);
      return true;
    }
    for (const question of batch) giveUp(question, seen);
    // One batch that ran out of time, or a detour around a host, says little about the rest.
    if (performance.now() >= deadlineAt || batch[0]?.avoided.size !== 0) this.account(false, seen);
    else this.#giveUp(seen);
    return true;
  }

  #giveUp(seen: readonly Evidence[]): void {
    this.#givenUp = seen;
    for (const question of this.#queue.drain()) giveUp(question, seen);
  }

  #batchSize(): number {
    const [first] = this.#targets;
    const learned = first === undefined ? Number.POSITIVE_INFINITY : this.context.memory.recipientsMax(first);
    const { recipientsPerSession, recipientsPerMinute = Number.POSITIVE_INFINITY } = this.context.allowance;
    return Math.min(this.#batchMax, learned, recipientsPerSession, recipientsPerMinute);
  }
}
