import type { ProviderAttempt, Row, RowContact, RowReclassified } from "@winnow/contracts";
import { toCredits } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";
import { completeContact } from "#person/present.ts";
import { parseCells } from "#csv/read-records.ts";
import { OUTCOMES_MIN } from "#score/posterior.ts";

/** Columns of a result that no view of it reads. */
type Unread = "job_number" | "row" | "evidence" | "classifier_version" | "verdict_version" | "score_bucket";

/** A row of a job beside its result, whose members are null while there is none. */
export type JoinedRow = Pick<DatabaseOutput<"job_rows">, "row" | "ref" | "raw"> & {
  readonly [Column in keyof Omit<DatabaseOutput<"results">, Unread>]:
    | DatabaseOutput<"results">[Column]
    | null;
} & { readonly reclassified: RowReclassified | null };

/** A row as results and events show it. Without a result it is pending until its job ends, and then has the status that the job gives it. */
export function presentRow(job: DatabaseOutput<"jobs">, joined: JoinedRow): Row {
  const { status, reason } = rowStatusOf(job, joined);
  return {
    ref: joined.ref,
    row: joined.row,
    status,
    reason,
    input: inputOf(job, joined.raw),
    email: emailOf(joined),
    contact: joined.contact === null ? null : completeContact(joined.contact as Partial<RowContact>),
    charge:
      joined.charge_basis === null
        ? null
        : {
            credits: toCredits(joined.charge_millicredits ?? 0),
            entry: joined.entry_id,
            basis: joined.charge_basis,
          },
    duplicate_of: joined.duplicate_of,
    attempts: (joined.attempts as ProviderAttempt[] | null) ?? [],
  };
}

/** The status of a row: that of its result or, without one, what follows from its job. */
export function rowStatusOf(
  job: DatabaseOutput<"jobs">,
  joined: Pick<JoinedRow, "status" | "reason">,
): Pick<Row, "status" | "reason"> {
  if (joined.status !== null) return { status: joined.status, reason: joined.reason };
  if (job.ended_at === null) return { status: "pending", reason: null };
  return { status: "failed", reason: job.status === "cancelled" ? "cancelled" : job.reason };
}

function emailOf(joined: JoinedRow): Row["email"] {
  if (joined.email === null || joined.email_status === null || joined.checked_at === null) return null;
  return {
    address: joined.email,
    masked: joined.email_masked ?? false,
    status: joined.email_status,
    reason: joined.email_reason ?? "",
    score: joined.score,
    score_basis:
      joined.score_outcomes === null
        ? null
        : { outcomes: joined.score_outcomes, required: OUTCOMES_MIN, model: joined.score_model },
    checked_at: joined.checked_at.toISOString(),
    flags: Object.fromEntries((joined.email_flags ?? []).map((flag) => [flag, true])),
    did_you_mean: joined.did_you_mean,
    reclassified: joined.reclassified && {
      ...joined.reclassified,
      at: new Date(joined.reclassified.at).toISOString(),
    },
  };
}

/** What the caller sent, by the caller's own column names. A name that stands twice gets its number appended. */
function inputOf({ source }: DatabaseOutput<"jobs">, raw: string): Record<string, string> {
  if (source.format === "json") {
    const entries = Object.entries(JSON.parse(raw) as Record<string, unknown>);
    return Object.fromEntries(entries.map(([field, cell]) => [field, String(cell)]));
  }
  const input: Record<string, string> = {};
  for (const [index, cell] of parseCells(raw, source.delimiter).entries()) {
    const column = source.columns[index] || `column_${index + 1}`;
    input[Object.hasOwn(input, column) ? `${column} (${index + 1})` : column] = cell;
  }
  return input;
}
