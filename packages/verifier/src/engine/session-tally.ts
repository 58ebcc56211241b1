import type { SessionOutcome } from "@winnow/contracts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import type { Evidence, SmtpReplyEvidence } from "#evidence/evidence.ts";

/** Counts the events of a session for the provider's budget. */
export class SessionTally implements SessionOutcome {
  recipients = 0;
  throttled = false;
  blocked = false;
  retryAfterSeconds: number | undefined;
  reply: string | undefined;

  /** @param classified the meaning of a reply. */
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

  /** An observation before the first recipient. */
  see(evidence: readonly Evidence[]): void {
    for (const seen of evidence) if ("code" in seen) this.count(classifyReply(seen), seen);
  }
}
