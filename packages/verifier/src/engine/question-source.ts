import type { GroupContext } from "#engine/group-context.ts";
import type { Question } from "#engine/question.ts";
import type { Evidence } from "#evidence/evidence.ts";

/** Where a conversation takes its questions from, and where it leaves what it could not get answered. */
export interface QuestionSource {
  readonly context: GroupContext;
  /** Leaves a question to any session. */
  add(question: Question, place?: "first" | "last"): void;
  /** Takes a question that a session could not get answered; after too many sessions its evidence is its answer. */
  retry(question: Question, seen?: readonly Evidence[]): void;
  /** Whether some host is left that has not said it does not serve the domain. */
  hasOtherHost(question: Question): boolean;
  /** Up to `count` questions that may share a session. Those whose time is up are answered on the way. */
  take(count: number, avoided?: ReadonlySet<string>): Question[];
  /** Starts the clocks. @returns the earliest deadline. */
  begin(batch: readonly Question[]): number;
  /** Called after each session: did it answer anything, and if not, what was seen? */
  account(fruitful: boolean, seen: readonly Evidence[]): void;
  /** A connection was lost after so many answers: smaller steps, until one succeeds. */
  shrink(answered: number): void;
}
