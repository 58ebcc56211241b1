import type { Selectable } from "kysely";
import type { ApiKeyTable } from "./table/api-key.ts";
import type { BounceTable } from "./table/bounce.ts";
import type { BouncingDomainTable } from "./table/bouncing-domain.ts";
import type { CallCountTable } from "./table/call-count.ts";
import type { ChunkTable } from "./table/chunk.ts";
import type { CompanyTable } from "./table/company.ts";
import type { ContactSourceTable } from "./table/contact-source.ts";
import type { ContactTable } from "./table/contact.ts";
import type { CredentialTable } from "./table/credential.ts";
import type { DeliveryAttemptTable } from "./table/delivery-attempt.ts";
import type { DeliveryTable } from "./table/delivery.ts";
import type { EgressHealthTable } from "./table/egress-health.ts";
import type { EndpointTable } from "./table/endpoint.ts";
import type { EntitlementTable } from "./table/entitlement.ts";
import type { EntryTable } from "./table/entry.ts";
import type { ErasureTable } from "./table/erasure.ts";
import type { EventTable } from "./table/event.ts";
import type { IdempotencyKeyTable } from "./table/idempotency-key.ts";
import type { InvitationTable } from "./table/invitation.ts";
import type { JobRowTable } from "./table/job-row.ts";
import type { JobTable } from "./table/job.ts";
import type {
  MailProviderBudgetTable,
  MailProviderCountTable,
  MailProviderGrantTable,
  MailProviderPauseTable,
} from "./table/mail-provider.ts";
import type { MemberTable } from "./table/member.ts";
import type { OrganizationTable } from "./table/organization.ts";
import type { ProviderCallTable } from "./table/provider-call.ts";
import type { ProviderTable } from "./table/provider.ts";
import type { RateBucketTable } from "./table/rate-bucket.ts";
import type { ReclassificationRunTable } from "./table/reclassification-run.ts";
import type { ReclassificationTable } from "./table/reclassification.ts";
import type { ReservationTable } from "./table/reservation.ts";
import type { RetentionTable } from "./table/retention.ts";
import type { ResultTable } from "./table/result.ts";
import type { ScoreBucketTable } from "./table/score-bucket.ts";
import type { ScoreFitTable } from "./table/score-fit.ts";
import type { ScoreOutcomeTable } from "./table/score-outcome.ts";
import type { SessionTable } from "./table/session.ts";
import type { SuppressionTable } from "./table/suppression.ts";
import type { UploadTable } from "./table/upload.ts";
import type { VerificationAttemptTable } from "./table/verification-attempt.ts";
import type { WaitingCallTable } from "./table/waiting-call.ts";
import type { WalletTable } from "./table/wallet.ts";
import type { WorkerTable } from "./table/worker.ts";

/** Every table, for Kysely: one file each in `table/`. */
export interface Database {
  organizations: OrganizationTable;
  members: MemberTable;
  credentials: CredentialTable;
  sessions: SessionTable;
  invitations: InvitationTable;
  api_keys: ApiKeyTable;
  rate_buckets: RateBucketTable;
  waiting_calls: WaitingCallTable;
  wallets: WalletTable;
  reservations: ReservationTable;
  entries: EntryTable;
  jobs: JobTable;
  job_rows: JobRowTable;
  uploads: UploadTable;
  bounces: BounceTable;
  bouncing_domains: BouncingDomainTable;
  call_counts: CallCountTable;
  chunks: ChunkTable;
  results: ResultTable;
  verification_attempts: VerificationAttemptTable;
  reclassification_runs: ReclassificationRunTable;
  reclassifications: ReclassificationTable;
  score_outcomes: ScoreOutcomeTable;
  score_fits: ScoreFitTable;
  score_buckets: ScoreBucketTable;
  retention: RetentionTable;
  idempotency_keys: IdempotencyKeyTable;
  contacts: ContactTable;
  contact_sources: ContactSourceTable;
  companies: CompanyTable;
  erasures: ErasureTable;
  provider_calls: ProviderCallTable;
  providers: ProviderTable;
  mail_provider_budgets: MailProviderBudgetTable;
  mail_provider_pauses: MailProviderPauseTable;
  mail_provider_grants: MailProviderGrantTable;
  mail_provider_counts: MailProviderCountTable;
  entitlements: EntitlementTable;
  suppressions: SuppressionTable;
  endpoints: EndpointTable;
  events: EventTable;
  deliveries: DeliveryTable;
  delivery_attempts: DeliveryAttemptTable;
  egress_health: EgressHealthTable;
  workers: WorkerTable;
}

/** A row of a table as it is read. */
export type DatabaseOutput<Table extends keyof Database> = Selectable<Database[Table]>;
