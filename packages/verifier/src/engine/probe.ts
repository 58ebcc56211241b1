import { createHmac } from "node:crypto";
import type { DomainWork, Question } from "#engine/question.ts";
import type { Evidence } from "#verdict/evidence.ts";

/** Letters and digits that no host reads as anything else. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/**
 * An address at `domain` that nobody has: looks like a name with digits, starts with a letter. The same key gives the
 * same address, so that a host which greylists by recipient meets it again on the next attempt.
 */
function probeAddress(domain: string, key: string): string {
  const bytes = createHmac("sha256", key).update(domain).digest();
  let local = ALPHABET[(bytes[0] ?? 0) % 24] ?? "x";
  for (let index = 1; index < 16; index += 1) local += ALPHABET[(bytes[index] ?? 0) % ALPHABET.length] ?? "x";
  return `${local}@${domain}`;
}

/** The question whether a domain accepts an address that nobody has; `asked` had its answer from the right host. */
export function createProbe(
  asked: { readonly domain: DomainWork; readonly avoided?: string; readonly deadlineAt?: number },
  key: string,
): Question {
  const { domain, avoided = "", deadlineAt } = asked;
  const evidence: Evidence[] = [];
  const probe: Question = {
    stage: "catch_all",
    recipient: probeAddress(domain.name, key),
    smtputf8: false,
    domain,
    evidence,
    avoided,
    tries: 0,
    // How a host could not be reached is no observation about the random address.
    answer: () => domain.probe.report({ evidence: evidence.filter(({ stage }) => stage === "catch_all") }),
  };
  // Those who wait for it have their budget from the question that was answered.
  if (deadlineAt !== undefined) probe.deadlineAt = deadlineAt;
  return probe;
}
