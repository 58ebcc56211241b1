import { atInstant } from "#smtp/deadline.ts";
import { giveUp, NO_HOSTS, type Question } from "#engine/question.ts";

/** Questions that wait for a session, in order. One whose time runs out while it waits is answered at that instant. */
export class QuestionQueue {
  readonly #questions: Question[] = [];
  #alarm: ReturnType<typeof atInstant> | undefined;
  #alarmAt = Number.POSITIVE_INFINITY;

  get length(): number {
    return this.#questions.length;
  }

  add(question: Question, place: "first" | "last"): void {
    if (place === "first") this.#questions.unshift(question);
    else this.#questions.push(question);
    if (question.deadlineAt !== undefined) this.#setAlarm(question.deadlineAt);
  }

  /**
   * Up to `count` questions that may share a session: they are for the same hosts, and the clocks of either all or none of them
   * are running.
   * @param avoided names of hosts that do not serve their domains; default: those of the first question.
   */
  take(count: number, avoided = this.#questions[0]?.avoided ?? NO_HOSTS): Question[] {
    this.#expire();
    const [first] = this.#questions;
    let end = 0;
    while (end < count) {
      const next = this.#questions[end];
      if (next === undefined || !sameHosts(next.avoided, avoided)) break;
      if ((next.deadlineAt === undefined) !== (first?.deadlineAt === undefined)) break;
      end += 1;
    }
    return this.#questions.splice(0, end);
  }

  /** Takes all of them. */
  drain(): Question[] {
    this.#alarm?.cancel();
    this.#alarmAt = Number.POSITIVE_INFINITY;
    return this.#questions.splice(0);
  }

  #expire(): void {
    const now = performance.now();
    if (now < this.#alarmAt) return;
    this.#alarmAt = Number.POSITIVE_INFINITY;
    const waiting = this.#questions.splice(0);
    const late = waiting.filter(({ deadlineAt = now + 1 }) => deadlineAt <= now);
    for (const question of waiting) if (!late.includes(question)) this.add(question, "last");
    for (const question of late) expire(question);
  }

  #setAlarm(at: number): void {
    if (at >= this.#alarmAt) return;
    this.#alarm?.cancel();
    this.#alarmAt = at;
    // Another pending operation keeps the process alive.
    this.#alarm = atInstant(at, () => this.#expire());
    this.#alarm.unref();
  }
}

function sameHosts(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left === right || (left.size === right.size && [...left].every((host) => right.has(host)));
}

function expire(question: Question): void {
  const at = new Date().toISOString();
  giveUp(question, [{ stage: question.stage, host: "", address: "", failure: "budget", at }]);
}
