export { CreateJob, CreateJobBody, JSON_ROWS_MAX, StartUpload, TRIAL_ROWS_MAX } from "./create-job.ts";
export { ColumnMapping, CreateCsvJobQuery, CsvForm } from "./csv-job.ts";
export { EvidenceStep } from "./evidence.ts";
export { JobEvent } from "./job-event.ts";
export { JobOptions, JobPriority, OnInsufficient } from "./job-options.ts";
export { EmailStatusCounts, JobCounts, JobCredits, JobPace, RowStatusCounts } from "./job-progress.ts";
export { Job, JobLinks, JobPage } from "./job.ts";
export {
  JobPreview,
  MappingBasis,
  PreviewBadRow,
  PreviewColumn,
  PreviewQuote,
  PreviewRows,
  PreviewSampleRow,
  PreviewUpload,
} from "./preview.ts";
export { ResultsFormat, ResultsQuery } from "./results-query.ts";
export { ContactSources, MatchConfidence, RowContact, RowMatch } from "./row-contact.ts";
export { RowDetail, RowVerification } from "./row-detail.ts";
export { EmailFlags, RowEmail, RowReclassified, ScoreBasis } from "./row-email.ts";
export { RowField, RowInput } from "./row-input.ts";
export { ChargeBasis, ProviderAttempt, ProviderOutcome, Row, RowCells, RowCharge, RowPage } from "./row.ts";
export { EnrichPerson, VerifyAnswer, VerifyEmail } from "./single.ts";
