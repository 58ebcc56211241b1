import type { SessionOutcome } from "@winnow/contracts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import type { Evidence, SmtpReplyEvidence } from "#evidence/evidence.ts";

/** Counts what the provider's budget wants to know of a session. */
export class SessionTally implements SessionOutcome {
  recipients = 0;
  throttled = false;
  blocked = false;
  retryAfterSeconds: number | undefined;
  reply: string | undefined;

  /** @param classified what a reply says. */
  count({ scope, verdict, retryAfterSeconds }: Classification, reply: SmtpReplyEvidence): void {
    const throttles = scope === "provider";
    const blocks = scope === "egress" && verdict.reason === "blocked";
    if (!throttles && !blocks) return;
    this.throttled ||= throttles;
    this.blocked ||= blocks;
    this.reply = [reply.code, reply.enhanced, reply.text].filter((part) => part !== undefined).join(" ");
    if (!throttles || retryAfterSeconds === undefined) return;
    this.retryAfterSeconds = Math.max(this.retryAfterSeconds ?? 0, retryAfterSeconds);
  }

  /** What was seen before there was anything to ask. */
  see(evidence: readonly Evidence[]): void {
    for (const seen of evidence) if ("code" in seen) this.count(classifyReply(seen), seen);
  }
}
