import { classifyReply } from "#reply/classify.ts";
import type { Evidence, ProbeShape } from "#evidence/evidence.ts";
import type { Ternary } from "#evidence/vocabulary.ts";

export interface CatchAll {
  /** The mail host takes mail for addresses that nobody has. */
  readonly fact: Ternary;
  /** It goes by looks: takes what could be a name, refuses what could not. Its yes to a name proves nothing. */
  readonly byShape: boolean;
}

/**
 * Whether a host accepts everything, from its answers about addresses that nobody has: one that looks like a name, one
 * that looks made by a machine. Only an acceptance or a refusal of the address itself counts; a block or a “later”
 * measures nothing.
 *
 * The address that looks like a name decides, because it is of the kind that is asked for: a host that refuses it tells
 * mailboxes apart. A refusal of the other alone may come from a filter against harvesting that waves names through, so
 * it disproves that everything is accepted, and proves nothing about a name. All is accepted when both are.
 */
export function readCatchAll(evidence: readonly Evidence[]): CatchAll {
  const accepted = new Map<ProbeShape | "only", boolean>();
  for (const seen of evidence) {
    if (seen.stage !== "catch_all" || !("code" in seen)) continue;
    const { verdict, scope } = classifyReply(seen);
    const shape = seen.shape ?? "only";
    if (verdict.status === "catch_all") accepted.set(shape, true);
    else if (verdict.status === "invalid" && scope === "mailbox") accepted.set(shape, false);
  }
  // Evidence from before there were two shapes: the one that was asked decides.
  const name = accepted.get("name") ?? accepted.get("only");
  const token = accepted.get("token") ?? accepted.get("only");
  if (name === false || (name === undefined && token === false)) {
    // A host that sends back later what it accepts knows probes from mail: its refusal of one proves nothing.
    const bounces = evidence.some(({ stage }) => stage === "feedback");
    return { fact: bounces ? "unmeasured" : "no", byShape: false };
  }
  if (name === true && token === true) return { fact: "yes", byShape: false };
  return { fact: "unmeasured", byShape: name === true && token === false };
}
