import type { EgressCheck } from "#egress/check.ts";
import type { Canary } from "#egress/config.ts";
import type { Verification } from "#engine/verification.ts";
import type { Reason } from "#evidence/vocabulary.ts";

/** Reasons without a reply of a mail host: they prove nothing about the way to one. */
const WITHOUT_SMTP: ReadonlySet<Reason> = new Set([
  "syntax",
  "domain_not_found",
  "null_mx",
  "no_mail_host",
  "disposable",
]);

type Song = "right" | "wrong" | "silent";

/** Whether addresses with known answers get them. After one wrong answer, or none at all, no verdict can be trusted. */
export function checkCanaries(
  canaries: readonly Canary[],
  verifications: ReadonlyMap<string, Verification>,
): EgressCheck {
  const name = "canaries";
  if (canaries.length === 0) {
    const fix = "Name an address that exists and one that does not, at hosts that distinguish them.";
    return { name, state: "not_measured", evidence: ["No canary is configured."], fix };
  }
  const songs = canaries.map((canary) => {
    const verdict = verifications.get(canary.address)?.verdict;
    const words = `${canary.address} should be ${canary.expected} and is ${verdict === undefined ? "not answered" : `${verdict.status} (${verdict.reason})`}.`;
    return { song: verdict === undefined ? ("silent" as const) : songOf(canary, verdict), words };
  });
  const evidence = songs.map(({ words }) => words);
  const has = (song: Song): boolean => songs.some((one) => one.song === song);
  if (has("wrong")) {
    const fix =
      "Query the mail host by hand: either the canary has changed, or a system in between changes the replies.";
    return { name, state: "broken", evidence, fix };
  }
  if (!has("right")) {
    return {
      name,
      state: "broken",
      evidence,
      fix: "See the other checks for the reason why no mail host answers.",
    };
  }
  if (has("silent")) {
    return { name, state: "warning", evidence, fix: "Replace canaries whose hosts do not answer." };
  }
  return { name, state: "ok", evidence };
}

function songOf({ expected }: Canary, { status, reason }: Verification["verdict"]): Song {
  if (status === "unknown" || WITHOUT_SMTP.has(reason)) return "silent";
  return (status === "invalid") === (expected === "invalid") ? "right" : "wrong";
}
