import type { Expectation, Status } from "@winnow/sandbox";
import { nameTruth } from "../../accuracy/second-look.ts";
import type { Said } from "./contestant.ts";

/** What everybody can say. */
export type Answer = "valid" | "invalid" | "unknown";
export const ANSWERS: readonly Answer[] = ["valid", "invalid", "unknown"];

export type Judgement = "right" | "left open" | "wrongly invalid" | "wrongly valid";
export const JUDGEMENTS: readonly Judgement[] = ["right", "left open", "wrongly invalid", "wrongly valid"];

/** Nobody is blamed for having no word for these: a full mailbox exists, and what accepts everything proves nothing. */
const ALLOWED: Readonly<Record<Status, readonly Answer[]>> = {
  valid: ["valid"],
  invalid: ["invalid"],
  catch_all: ["unknown"],
  risky: ["valid", "unknown"],
  unknown: ["unknown"],
};

/** Verdicts with more words, in those that everybody has. */
export function answerOf(said: Said): Answer {
  if (said.startsWith("valid")) return "valid";
  return said.startsWith("invalid") ? "invalid" : "unknown";
}

/** Who gives reasons is right with the right one only. Who asks once is right to leave a greylisted address open. */
export function judge(truth: Expectation, said: Said): Judgement {
  const answer = answerOf(said);
  if (said.includes("{") ? said === nameTruth(truth) : ALLOWED[truth.status].includes(answer)) return "right";
  return answer === "unknown" ? "left open" : `wrongly ${answer}`;
}
