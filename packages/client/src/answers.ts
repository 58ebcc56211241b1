import type * as contract from "@winnow/contracts";
import type { Open } from "#open.ts";

/** The server's answers, by the names of its OpenAPI document. A newer server may answer more: see `Open`. */

export interface Audit extends Open<contract.Audit> {}
export interface Bounce extends Open<contract.Bounce> {}
export interface BounceAnswer extends Open<contract.BounceAnswer> {}
export interface Calibration extends Open<contract.Calibration> {}
export interface CreatedInvitation extends Open<contract.CreatedInvitation> {}
export interface CreatedKey extends Open<contract.CreatedKey> {}
export interface Delivery extends Open<contract.Delivery> {}
export interface Doctor extends Open<contract.Doctor> {}
export interface Egress extends Open<contract.Egress> {}
export interface Entry extends Open<contract.Entry> {}
export interface EntryDetail extends Open<contract.EntryDetail> {}
export interface EraseContactAnswer extends Open<contract.EraseContactAnswer> {}
export interface EventEntry extends Open<contract.EventEntry> {}
export interface FoundContact extends Open<contract.FoundContact> {}
export interface HealthCheck extends Open<contract.HealthCheck> {}
export interface ImportReport extends Open<contract.ImportReport> {}
export interface Invitation extends Open<contract.Invitation> {}
export interface Job extends Open<contract.Job> {}
export interface JobPreview extends Open<contract.JobPreview> {}
export interface Key extends Open<contract.Key> {}
export interface LookupAnswer extends Open<contract.LookupAnswer> {}
export interface MailProvider extends Open<contract.MailProvider> {}
export interface MailProviderList extends Open<contract.MailProviderList> {}
export interface Member extends Open<contract.Member> {}
export interface PreviewColumn extends Open<contract.PreviewColumn> {}
export interface Problem extends Open<contract.Problem> {}
export interface Reclassification extends Open<contract.Reclassification> {}
export interface RejectedLine extends Open<contract.RejectedLine> {}
export interface ResumedMailProvider extends Open<contract.ResumedMailProvider> {}
export interface RevealAnswer extends Open<contract.RevealAnswer> {}
export interface Row extends Open<contract.Row> {}
export interface RowDetail extends Open<contract.RowDetail> {}
export interface SearchAnswer extends Open<contract.SearchAnswer> {}
export interface SessionAnswer extends Open<contract.SessionAnswer> {}
export interface SignedInPlace extends Open<contract.Session> {}
export interface SignupAnswer extends Open<contract.SignupAnswer> {}
export interface Suppression extends Open<contract.Suppression> {}
export interface Usage extends Open<contract.Usage> {}
export interface UsageGroup extends Open<contract.UsageGroup> {}
export interface VerifyAnswer extends Open<contract.VerifyAnswer> {}
export interface Wallet extends Open<contract.Wallet> {}
export interface Webhook extends Open<contract.Webhook> {}
