import type { Expectation, Status } from "@winnow/sandbox";
import { nameTruth } from "../../accuracy/second-look.ts";
import type { Said } from "./contestant.ts";

/** The answers that every contestant can give. */
export type Answer = "valid" | "invalid" | "unknown";
export const ANSWERS: readonly Answer[] = ["valid", "invalid", "unknown"];

export type Judgement = "right" | "left open" | "wrongly invalid" | "wrongly valid";
export const JUDGEMENTS: readonly Judgement[] = ["right", "left open", "wrongly invalid", "wrongly valid"];

/** Answers that do not count as wrong from a verifier without these words, such as about a full mailbox or a catch-all. */
const ALLOWED: Readonly<Record<Status, readonly Answer[]>> = {
  valid: ["valid"],
  invalid: ["invalid"],
  catch_all: ["unknown"],
  risky: ["valid", "unknown"],
  unknown: ["unknown"],
};

/** More precise verdicts, in the common words. */
export function answerOf(said: Said): Answer {
  if (said.startsWith("valid")) return "valid";
  return said.startsWith("invalid") ? "invalid" : "unknown";
}

/** A verifier with reasons must give the right one. One that queries once may leave a greylisted address open. */
export function judge(truth: Expectation, said: Said): Judgement {
  const answer = answerOf(said);
  if (said.includes("{") ? said === nameTruth(truth) : ALLOWED[truth.status].includes(answer)) return "right";
  return answer === "unknown" ? "left open" : `wrongly ${answer}`;
}
