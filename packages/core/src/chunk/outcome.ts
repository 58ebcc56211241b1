import type {
  ChargeBasis,
  EmailStatus,
  JobKind,
  Person,
  ProviderAttempt,
  RowContact,
  RowStatus,
} from "@winnow/contracts";
import type { ReleaseReason } from "@winnow/credits";
import { judgeMatch } from "#person/judge-match.ts";
import { completeContact } from "#person/present.ts";
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
      /** The mail provider whose budget refused; nobody was asked. */
      readonly awaits?: string | undefined;
      /** What is recorded if the waiting is over. */
      readonly otherwise: Extract<RowOutcome, { type: "final" }>;
    };

/** The outcome of a row whose own address was verified. */
export function outcomeOfVerification(
  row: number,
  verification: Verification,
  rule: { readonly kind: JobKind; readonly chargeOn: readonly string[] },
  contact: RowContact | null = null,
  attempts: readonly ProviderAttempt[] = [],
): RowOutcome {
  const usable = rule.chargeOn.includes(verification.verdict.status);
  const final: Extract<RowOutcome, { type: "final" }> = {
    type: "final",
    row,
    status: contact === null ? "verified" : "found",
    reason: null,
    verification,
    contact,
    attempts,
    billable: usable ? billing(rule.kind, verification, contact) : null,
    release: releaseReason(verification.verdict.status),
    masked: false,
  };
  if (verification.deferral === undefined) return final;
  return deferred(final, verification.deferral);
}

/** The outcome of a row that went through the waterfall. An email outside `charge_on` stays free, and masked. */
export function outcomeOfEnrichment(
  row: number,
  enrichment: Enrichment,
  rule: { readonly chargeOn: readonly string[]; readonly person: Person },
): RowOutcome {
  const { email } = enrichment;
  const found = email !== undefined;
  const usable = found && rule.chargeOn.includes(email.verdict.status);
  const contact = found ? matchedContact(rule.person, enrichment.contact, email) : null;
  const final: Extract<RowOutcome, { type: "final" }> = {
    type: "final",
    row,
    status: found ? "found" : "not_found",
    reason: found ? null : "no_usable_email",
    verification: email ?? null,
    contact,
    attempts: enrichment.attempts,
    billable: usable ? billing("enrich", email, contact) : null,
    release: found ? releaseReason(email.verdict.status) : "not_found",
    masked: found && !usable,
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

/** A row whose processing broke every time: free, and said so. */
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

function billing(kind: JobKind, verification: Verification, contact: RowContact | null) {
  if (kind === "verify") return { basis: "verification", subject: null } as const;
  const subject = contact?.id ? `contact:${contact.id}` : `email:${verification.address}`;
  return { basis: "new_contact", subject } as const;
}

function releaseReason(status: EmailStatus): ReleaseReason {
  return status === "valid" || status === "catch_all" ? "unpaid" : status;
}
