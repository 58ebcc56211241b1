import type { JobTable } from "@winnow/database";
import type { Selectable } from "kysely";

/** What staging asks of a job; a preview has none yet. */
export type StagedJob = Pick<
  Selectable<JobTable>,
  "number" | "organization_id" | "mode" | "kind" | "max_age_seconds" | "upload_id"
>;
