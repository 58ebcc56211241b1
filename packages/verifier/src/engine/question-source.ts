import type { GroupContext } from "#engine/group-context.ts";
import type { Question } from "#engine/question.ts";
import type { Evidence } from "#evidence/evidence.ts";

/** The source of a conversation's questions, to which unanswered ones return. */
export interface QuestionSource {
  readonly context: GroupContext;
  /** Returns a question to any session. */
  add(question: Question, place?: "first" | "last"): void;
  /** Takes a question that stayed unanswered in a session; after too many sessions its evidence is its answer. */
  retry(question: Question, seen?: readonly Evidence[]): void;
  /** Whether a host is left that may serve the domain. */
  hasOtherHost(question: Question): boolean;
  /** Up to `count` questions that may share a session. Those whose time is up are answered first. */
  take(count: number, avoided?: ReadonlySet<string>): Question[];
  /** Starts the clocks. @returns the earliest deadline. */
  begin(batch: readonly Question[]): number;
  /** Called after each session: whether it answered a question, and otherwise its observation. */
  account(fruitful: boolean, seen: readonly Evidence[]): void;
  /** A connection was lost after this many answers: use fewer recipients until one succeeds. */
  shrink(answered: number): void;
}
