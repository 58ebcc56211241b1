import type {
  BillableStatus,
  ChargeBasis,
  JobKind,
  Person,
  ProviderAttempt,
  RowContact,
  RowStatus,
} from "@winnow/contracts";
import type { ReleaseReason } from "@winnow/credits";
import { judgeMatch } from "#person/judge-match.ts";
import { contactSubject, emailSubject } from "#person/owned.ts";
import { completeContact, withholdSold } from "#person/present.ts";
import { canBeBilled, isBilled } from "#price/billing.ts";
import type { Verification } from "#ports/verifier.ts";
import type { Enrichment } from "#ports/waterfall.ts";

/** How the work on one row ended. */
export type RowOutcome =
  | {
      readonly type: "final";
      readonly row: number;
      readonly status: RowStatus;
      readonly reason: string | null;
      readonly verification: Verification | null;
      readonly contact: RowContact | null;
      readonly attempts: readonly ProviderAttempt[];
      /** Billed unless already owned; null = free, and `release` says why. */
      readonly billable: { readonly basis: ChargeBasis; readonly subject: string | null } | null;
      readonly release: ReleaseReason;
      readonly masked: boolean;
    }
  | {
      /** A mail host said "later": the row is tried again after `waitSeconds`. */
      readonly type: "deferred";
      readonly row: number;
      readonly waitSeconds: number | undefined;
      /** The mail provider whose budget refused; no host was contacted. */
      readonly awaits?: string | undefined;
      /** What is recorded if the waiting is over. */
      readonly otherwise: Extract<RowOutcome, { type: "final" }>;
    };

/** What a job is billed for, and whether its rows are contacts that are shown only when they are. */
interface BillingRule {
  readonly kind: JobKind;
  readonly chargeOn: readonly BillableStatus[];
  readonly reveals: boolean;
}

/** The outcome of a row whose address was verified: the caller's own, or that of a contact that is revealed. */
export function outcomeOfVerification(
  row: number,
  verification: Verification,
  rule: BillingRule,
  contact: RowContact | null = null,
): RowOutcome {
  const billed = billing(rule, verification, contact);
  const isFree = billed.billable === null;
  const withheld = rule.reveals && isFree;
  const final: Extract<RowOutcome, { type: "final" }> = {
    type: "final",
    row,
    status: contact === null ? "verified" : "found",
    reason: null,
    verification,
    contact: withheld || contact === null ? null : isFree ? withholdSold(contact) : contact,
    attempts: [],
    ...billed,
    masked: withheld,
  };
  if (verification.deferral === undefined) return final;
  return deferred(final, verification.deferral);
}

/** The outcome of a row that went through the waterfall. What is free is masked: its email, and the fields that are sold. */
export function outcomeOfEnrichment(
  row: number,
  enrichment: Enrichment,
  rule: { readonly chargeOn: readonly BillableStatus[]; readonly person: Person },
): RowOutcome {
  const { email, attempts } = enrichment;
  const contact = email === undefined ? null : matchedContact(rule.person, enrichment.contact, email);
  const billed =
    email === undefined
      ? ({ billable: null, release: "not_found" } as const)
      : billing({ kind: "enrich", ...rule }, email, contact);
  const masked = email !== undefined && billed.billable === null;
  const final: Extract<RowOutcome, { type: "final" }> = {
    type: "final",
    row,
    status: email === undefined ? "not_found" : "found",
    reason: email === undefined ? "no_usable_email" : null,
    verification: email ?? null,
    contact: masked && contact !== null ? withholdSold(contact) : contact,
    attempts,
    ...billed,
    masked,
  };
  if (enrichment.deferral === undefined) return final;
  return deferred(final, enrichment.deferral);
}

function deferred(
  otherwise: Extract<RowOutcome, { type: "final" }>,
  { retryAfterSeconds: waitSeconds, awaits }: NonNullable<Verification["deferral"]>,
): RowOutcome {
  return { type: "deferred", row: otherwise.row, waitSeconds, awaits, otherwise };
}

/** What providers found, with why it is taken for this person where no provider said. */
function matchedContact(
  person: Person,
  found: Enrichment["contact"],
  email: Verification,
): RowContact | null {
  if (found === undefined) return null;
  const contact = completeContact(found);
  if (contact.match !== null) return contact;
  return { ...contact, match: judgeMatch(person, { ...contact, email: email.address, rivals: 0 }) };
}

/** A row whose processing failed every time: it is free, and its reason says so. */
export function outcomeOfFailure(row: number, reason: string): RowOutcome {
  return { ...freeRow(row), status: "failed", reason, release: "failed" };
}

function freeRow(row: number) {
  return {
    type: "final",
    row,
    verification: null,
    contact: null,
    attempts: [],
    billable: null,
    masked: false,
  } as const;
}

/** A row whose email may not be shown: free, and nothing of it is kept. */
export function outcomeOfSuppression(row: number): RowOutcome {
  return {
    ...freeRow(row),
    status: "suppressed",
    reason: "email_suppressed",
    release: "suppressed",
  };
}

/** What a verdict is billed as, by what the job was quoted; and why its reserved credits are released where they are. */
function billing(
  { kind, chargeOn }: Pick<BillingRule, "kind" | "chargeOn">,
  { address, verdict: { status } }: Verification,
  contact: RowContact | null,
): Pick<Extract<RowOutcome, { type: "final" }>, "billable" | "release"> {
  const release = canBeBilled(status) ? "unpaid" : status;
  if (!isBilled(status, chargeOn)) return { billable: null, release };
  if (kind === "verify") return { billable: { basis: "verification", subject: null }, release };
  const subject = contact?.id ? contactSubject(contact.id) : emailSubject(address);
  return { billable: { basis: "new_contact", subject }, release };
}
