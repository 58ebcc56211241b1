import type { EmailStatus, Reclassification } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";

interface Verdict {
  readonly status: EmailStatus;
  readonly reason: string;
}

/** How a change is counted: `invalid/mailbox_not_found>unknown/blocked`. */
export function nameChange(from: Verdict, to: Verdict): string {
  return `${from.status}/${from.reason}>${to.status}/${to.reason}`;
}

export function presentReclassification(run: DatabaseOutput<"reclassification_runs">): Reclassification {
  const changes = Object.entries(run.changes).map(([change, rows]) => {
    const [from = "", to = ""] = change.split(">");
    return { from: verdictOf(from), to: verdictOf(to), rows };
  });
  return {
    id: run.id,
    dry_run: run.dry_run,
    status: run.ended_at !== null ? "completed" : run.classifier_version === null ? "queued" : "running",
    classifier_version: run.classifier_version,
    verdict_version: run.verdict_version,
    examined: run.examined,
    changes: changes.toSorted((one, other) => other.rows - one.rows),
    refunds: { rows: run.refunds, credits: toCredits(run.refunded_millicredits) },
    created_at: run.created_at.toISOString(),
    ended_at: run.ended_at?.toISOString() ?? null,
  };
}

function verdictOf(name: string): Verdict {
  const [status, reason = ""] = name.split("/");
  return { status: status as EmailStatus, reason };
}
