import { setTimeout } from "node:timers/promises";
import type { Target } from "#dns/mail-hosts.ts";
import type { Gate, GateKeeper } from "#engine/gate.ts";
import type { HostMemory } from "#engine/host-memory.ts";
import type { Question } from "#engine/question.ts";
import { converse } from "#engine/conversation.ts";
import { reach } from "#engine/reach.ts";
import type { SessionOptions } from "#smtp/session.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import type { Evidence } from "#verdict/evidence.ts";

/** What a group shares with the rest of a call and of the verifier. */
export interface GroupContext {
  readonly session: SessionOptions;
  /** Name of the way out. */
  readonly egress: string;
  readonly mailFrom: string;
  readonly probeKey: string;
  readonly recipientsPerSession: number;
  readonly maxSessionsPerHost: number;
  readonly memory: HostMemory;
  readonly sessions: Gate;
  readonly hosts: GateKeeper;
  /** Time budget of one address. */
  readonly timeoutMs: number;
  /** How many times the addresses of this call were deferred before. */
  readonly attempt: number;
  /** Aborted when the call is over. */
  readonly signal: AbortSignal;
  readonly opened: (connection: SmtpConnection) => void;
  /** Something happened that no host can cause. */
  readonly failed: (error: unknown) => void;
}

/** Sessions in a row that brought no answer, after which the host is left alone for the rest of the call. */
const FRUITLESS_MAX = 3;
/** Before a host that talked to us a moment ago is tried again; longer each time. */
const PAUSE_MS = 200;
/** Sessions that one question may go through without an answer. */
const TRIES_MAX = 3;

/**
 * All questions of a call that go to the same mail hosts, worked off by a few sessions with several recipients each.
 * A host that cannot be reached, or answers nobody, is given up for the whole group: the evidence is the same for all.
 */
export class ExchangeGroup {
  readonly context: GroupContext;
  readonly #targets: readonly Target[];
  readonly #queue: Question[] = [];
  #runners = 0;
  /** Sessions that are being opened or held. */
  #serving = 0;
  #fruitless = 0;
  /** Some session of this call came about. */
  #reached = false;
  #batchMax: number;
  #runnersMax: number;
  #scheduled = false;
  #givenUp: readonly Evidence[] | undefined;

  constructor(targets: readonly Target[], context: GroupContext) {
    this.#targets = targets;
    this.context = context;
    this.#batchMax = context.recipientsPerSession;
    this.#runnersMax = context.maxSessionsPerHost;
  }

  add(question: Question, place: "first" | "last" = "last"): void {
    if (this.#givenUp !== undefined) return giveUp(question, this.#givenUp);
    if (place === "first") this.#queue.unshift(question);
    else this.#queue.push(question);
    this.#schedule();
  }

  /** Takes a question that a session could not get answered; after too many sessions its evidence is its answer. */
  retry(question: Question, seen: readonly Evidence[] = []): void {
    question.tries += 1;
    if (question.tries < TRIES_MAX) this.add(question);
    else giveUp(question, seen);
  }

  /** Whether some host is left that has not said it does not serve the domain. */
  hasOtherHost({ avoided }: Question): boolean {
    return this.#targets.some(({ host }) => !avoided.includes(`${host} `));
  }

  /**
   * Up to `count` questions that may share a session: they may go to the same hosts, and their time is either still
   * untouched or already running for all of them. Those whose time is up are answered on the way.
   */
  take(count: number, avoided = this.#queue[0]?.avoided): Question[] {
    const taken: Question[] = [];
    while (taken.length < count) {
      const [next] = this.#queue;
      const [first = next] = taken;
      if (next === undefined || next.avoided !== avoided) break;
      if ((next.deadlineAt === undefined) !== (first?.deadlineAt === undefined)) break;
      this.#queue.shift();
      if (next.deadlineAt !== undefined && next.deadlineAt <= performance.now()) expire(next);
      else taken.push(next);
    }
    return taken;
  }

  /** Called after each session: did it answer anything, and if not, what was seen? */
  account(fruitful: boolean, seen: readonly Evidence[]): void {
    this.#fruitless = fruitful ? 0 : this.#fruitless + 1;
    if (fruitful) this.#batchMax = Math.min(this.#batchMax * 2, this.context.recipientsPerSession);
    if (this.#fruitless >= FRUITLESS_MAX) this.#giveUp(seen);
  }

  /** A connection was lost after so many answers: smaller steps, until one succeeds. */
  shrink(answered: number): void {
    this.#batchMax = Math.max(Math.min(this.#batchMax, answered), 1);
  }

  /** Later in the same turn, so that questions which arrive together share sessions. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const wanted = Math.ceil(this.#queue.length / this.#batchSize());
      const places = this.#runnersMax - this.#runners;
      for (let count = Math.min(wanted, places); count > 0; count -= 1) void this.#run();
    });
  }

  async #run(): Promise<void> {
    const { hosts, sessions, signal, failed } = this.context;
    const host = `${this.context.egress} ${this.#targets[0]?.host ?? ""}`;
    this.#runners += 1;
    try {
      for (let going = true; going && this.#queue.length > 0;) {
        if (!(await hosts.enter(host, signal))) break;
        try {
          if (!(await sessions.enter(signal))) break;
          let used: SmtpConnection | undefined;
          try {
            ({ going, used } = await this.#serve());
          } finally {
            sessions.leave();
          }
          // The host counts a session until it is closed, and so do we.
          await new Promise<void>((resolve) => (used === undefined ? resolve() : used.onceClosed(resolve)));
        } finally {
          hosts.leave(host);
        }
      }
    } catch (error) {
      failed(error);
    } finally {
      this.#runners -= 1;
    }
  }

  /** One session. @returns whether this runner should go on, and the connection it used. */
  async #serve(): Promise<{ going: boolean; used?: SmtpConnection }> {
    const batch = this.take(this.#batchSize());
    if (batch.length === 0) return { going: true };
    const deadlineAt = this.begin(batch);
    this.#serving += 1;
    try {
      const { session, seen } = await reach(this.#targets, this.context, batch[0]?.avoided ?? "", deadlineAt);
      if (session === undefined) return { going: await this.#unreachable(batch, seen, deadlineAt) };
      this.#reached = true;
      for (const question of batch) question.evidence.push(...seen);
      try {
        await converse(this, session, batch);
      } finally {
        session.connection.quit();
      }
      return { going: true, used: session.connection };
    } finally {
      this.#serving -= 1;
    }
  }

  /** Starts the clocks. @returns the earliest deadline. */
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
  ): Promise<boolean> {
    const others = this.#serving - 1;
    if (others > 0) {
      // One more session may be what was too much: the others tell, and take over what is left.
      this.#runnersMax = others;
      for (const question of batch) this.add(question);
      return false;
    }
    if (this.#reached && performance.now() < deadlineAt) {
      // It talked to us a moment ago, and may not have noticed yet that we left.
      for (const question of batch) this.add(question);
      this.account(false, seen);
      await setTimeout(PAUSE_MS * this.#fruitless, undefined, { signal: this.context.signal }).catch(
        () => {},
      );
      return true;
    }
    for (const question of batch) giveUp(question, seen);
    // What one batch had too little time for, or a detour around a host, says little about the rest.
    if (performance.now() >= deadlineAt || batch[0]?.avoided !== "") this.account(false, seen);
    else this.#giveUp(seen);
    return true;
  }

  #giveUp(seen: readonly Evidence[]): void {
    this.#givenUp = seen;
    for (const question of this.#queue.splice(0)) giveUp(question, seen);
  }

  #batchSize(): number {
    const [first] = this.#targets;
    const learned = first === undefined ? Number.POSITIVE_INFINITY : this.context.memory.recipientsMax(first);
    return Math.min(this.#batchMax, learned);
  }
}

function giveUp(question: Question, seen: readonly Evidence[]): void {
  question.evidence.push(...seen);
  question.answer(false);
}

function expire(question: Question): void {
  const at = new Date().toISOString();
  giveUp(question, [{ stage: question.stage, host: "", address: "", failure: "budget", at }]);
}
