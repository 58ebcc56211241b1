import { classifyReply } from "#reply/classify.ts";
import type { Evidence, ProbeShape } from "#evidence/evidence.ts";
import type { Ternary } from "#evidence/vocabulary.ts";

export interface CatchAll {
  /** The mail host accepts mail for addresses that do not exist. */
  readonly fact: Ternary;
  /** It accepts everything that looks like a name, and refuses the rest. Its acceptance of a name proves nothing. */
  readonly byShape: boolean;
}

/**
 * Whether a host accepts every address, from its replies to two addresses that do not exist: one that looks like a name, one
 * that looks machine-made. Only an acceptance or a refusal of the address itself counts; a block or a “later” measures
 * nothing.
 *
 * The name-like address decides, because the verified addresses look like it: a host that refuses it distinguishes mailboxes. A
 * refusal of only the other may come from a filter against harvesting that accepts every name. It disproves that every address
 * is accepted, and proves nothing about a name. Every address is accepted when both are.
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
  // Evidence from before there were two shapes: the one that was probed decides.
  const name = accepted.get("name") ?? accepted.get("only");
  const token = accepted.get("token") ?? accepted.get("only");
  if (name === false || (name === undefined && token === false)) {
    // A host that bounces later what it accepts distinguishes probes from mail: its refusal of one proves nothing.
    const bounces = evidence.some(({ stage }) => stage === "feedback");
    return { fact: bounces ? "unmeasured" : "no", byShape: false };
  }
  if (name === true && token === true) return { fact: "yes", byShape: false };
  return { fact: "unmeasured", byShape: name === true && token === false };
}
