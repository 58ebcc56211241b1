import type { SessionOutcome } from "#engine/budget.ts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import type { Evidence } from "#verdict/evidence.ts";

/** Counts what the provider's budget wants to know of a session. */
export class SessionTally implements SessionOutcome {
  recipients = 0;
  throttled = false;
  blocked = false;
  retryAfterSeconds: number | undefined;

  /** @param classified what a reply of the session says. */
  count({ scope, verdict, retryAfterSeconds }: Classification): void {
    if (scope === "egress" && verdict.reason === "blocked") this.blocked = true;
    if (scope !== "provider") return;
    this.throttled = true;
    if (retryAfterSeconds === undefined) return;
    this.retryAfterSeconds = Math.max(this.retryAfterSeconds ?? 0, retryAfterSeconds);
  }

  /** What was seen before there was anything to ask. */
  see(evidence: readonly Evidence[]): void {
    for (const seen of evidence) if ("code" in seen) this.count(classifyReply(seen));
  }
}
