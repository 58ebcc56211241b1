import type { EmailStatus, Mode } from "@winnow/contracts";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import { FROM_DIRECTORY } from "#person/known-verdict.ts";
import type { Verification } from "#ports/verifier.ts";
import { isOlder, type StoredVersions } from "#verdict/versions.ts";
import type { WorkerContext } from "#worker-context.ts";

interface StoredRow {
  readonly job_number: number;
  readonly row: number;
  readonly mode: Mode;
  readonly email: string;
  readonly email_flags: readonly string[] | null;
  readonly evidence: readonly unknown[];
  readonly checked_at: Date;
  /** As it was delivered. */
  readonly delivered_reason: string;
  /** The current verdict: that of the last reclassification, or as delivered. */
  readonly status: EmailStatus;
  readonly reason: string;
  readonly classifier: string | null;
  readonly verdict: string | null;
  /** How often it was re-classified. */
  readonly times: number;
}

/** A result whose verdict is another one by today's rules. */
export interface JudgedRow extends Pick<StoredRow, "job_number" | "row" | "mode" | "email" | "checked_at"> {
  readonly from: Verification["verdict"];
  readonly to: Verification["verdict"];
  readonly why: string;
  /** Of the rules that the verdict stood by. */
  readonly versions: StoredVersions;
  /** 1 for the first time. */
  readonly number: number;
}

/** Judges the evidence of the results between a run's place and the end of its slice. @returns those that change. */
export async function judgeAgain(
  transaction: Connection,
  { judge, logger }: Pick<WorkerContext, "judge" | "logger">,
  run: DatabaseOutput<"reclassification_runs">,
  end: { readonly job_number: number; readonly row: number },
): Promise<JudgedRow[]> {
  const stored = await readStored(transaction, run, end);
  return stored.flatMap((row): JudgedRow[] => {
    const versions = { classifier: row.classifier, verdict: row.verdict };
    if (!isOlder(versions, judge.versions)) return [];
    try {
      const { verdict: to, why } = judge.judge(row.evidence, {
        flags: row.email_flags ?? [],
        // Evidence that was rejected then, because our own egress was broken, is rejected today, too.
        egressUnhealthy: row.delivered_reason === "our_configuration",
      });
      const from = { status: row.status, reason: row.reason };
      if (from.status === to.status && from.reason === to.reason) return [];
      const { job_number, row: number, mode, email, checked_at } = row;
      return [
        {
          job_number,
          row: number,
          mode,
          email,
          checked_at,
          from,
          to,
          why: why.full,
          versions,
          number: row.times + 1,
        },
      ];
    } catch (error) {
      // These rules do not know this kind of evidence: the verdict stays.
      logger.warn(
        { err: error, jobNumber: row.job_number, row: row.row },
        "evidence could not be judged again",
      );
      return [];
    }
  });
}

async function readStored(
  transaction: Connection,
  run: DatabaseOutput<"reclassification_runs">,
  end: { readonly job_number: number; readonly row: number },
): Promise<StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select r.job_number, r.row, j.mode, r.email, r.email_flags, r.evidence, r.checked_at,
      r.email_reason as delivered_reason,
      coalesce(c.to_status, r.email_status) as status, coalesce(c.to_reason, r.email_reason) as reason,
      case when c.number is null then r.classifier_version else c.classifier_version end as classifier,
      case when c.number is null then r.verdict_version else c.verdict_version end as verdict,
      coalesce(c.number, 0) as times
    from results r
    join jobs j on j.number = r.job_number
    left join lateral (
      select * from reclassifications c where c.job_number = r.job_number and c.row = r.row
      order by c.number desc limit 1
    ) c on true
    where (r.job_number, r.row) > (${run.job_number}::bigint, ${run.row}::int)
      and (r.job_number, r.row) <= (${end.job_number}::bigint, ${end.row}::int)
      and jsonb_typeof(r.evidence) = 'array' and jsonb_array_length(r.evidence) > 0
      and j.results_deleted_at is null and r.email is not null and r.checked_at is not null and r.email_reason <> ${FROM_DIRECTORY}
    order by r.job_number, r.row`.execute(transaction);
  return rows;
}
