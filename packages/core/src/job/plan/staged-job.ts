import type { JobTable } from "@winnow/database";
import type { Selectable } from "kysely";

/** What staging needs of a job; a preview has no job yet. */
export type StagedJob = Pick<
  Selectable<JobTable>,
  "number" | "organization_id" | "mode" | "kind" | "max_age_seconds" | "upload_id"
>;
