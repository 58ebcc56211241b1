export {
  CreateCsvJobQuery,
  CreateJob,
  CreateJobBody,
  JSON_ROWS_MAX,
  JobOptions,
  OnInsufficient,
  RowField,
  RowInput,
  StartUpload,
  TRIAL_ROWS_MAX,
} from "./create-job.ts";
export { EnrichPerson, VerifyAnswer, VerifyEmail } from "./single.ts";
export { Job, JobCounts, JobCredits, JobPace, JobPage } from "./job.ts";
export { JobPreview, PreviewColumn } from "./preview.ts";
export {
  ChargeBasis,
  ProviderAttempt,
  Row,
  RowCharge,
  RowContact,
  RowDetail,
  RowEmail,
  RowMatch,
  RowPage,
  RowReclassified,
  RowVerification,
  ScoreBasis,
} from "./row.ts";
