import { toCredits } from "@winnow/credits";
import type { DatabaseOutput } from "@winnow/database";
import { PROFILE_FIELDS, type ProfileField, type ProviderAttempt, type RowContact } from "@winnow/contracts";
import { rowStatusOf } from "#job/results/present-row.ts";
import type { FiledRow } from "#job/results/read-rows.ts";

/** One appended column: its name and its cell. */
interface ResultColumn {
  readonly name: string;
  readonly cell: (row: FiledRow, job: DatabaseOutput<"jobs">) => string | number | null | undefined;
}

const contactColumn = (field: ProfileField): ResultColumn => ({
  name: `winnow_${field}`,
  cell: (row) => (row.contact as Partial<RowContact> | null)?.[field],
});

const verdict: readonly ResultColumn[] = [
  { name: "winnow_status", cell: (row, job) => rowStatusOf(job, row).status },
  { name: "winnow_reason", cell: (row, job) => rowStatusOf(job, row).reason },
  { name: "winnow_email", cell: (row) => row.email },
  { name: "winnow_email_status", cell: (row) => row.email_status },
  { name: "winnow_email_reason", cell: (row) => row.email_reason },
  { name: "winnow_flags", cell: (row) => row.email_flags?.toSorted().join("|") },
  { name: "winnow_did_you_mean", cell: (row) => row.did_you_mean },
];

const contact: readonly ResultColumn[] = [
  ...PROFILE_FIELDS.map(contactColumn),
  { name: "winnow_match", cell: (row) => (row.contact as Partial<RowContact> | null)?.match?.confidence },
  {
    name: "winnow_provider",
    cell: (row) =>
      (row.attempts as ProviderAttempt[] | null)?.find(({ outcome }) => outcome === "found")?.provider,
  },
];

const billing: readonly ResultColumn[] = [
  { name: "winnow_credits", cell: (row) => toCredits(row.charge_millicredits ?? 0) },
  { name: "winnow_duplicate_of", cell: (row) => row.duplicate_of },
];

/**
 * The columns that are appended to the caller's own. None of them varies between two runs with the same outcome (no
 * times, no ids), so that the export of a disturbed run is, byte for byte, that of an undisturbed one.
 */
export function resultColumns(job: DatabaseOutput<"jobs">): readonly ResultColumn[] {
  return [...verdict, ...(job.kind === "enrich" ? contact : []), ...billing];
}
