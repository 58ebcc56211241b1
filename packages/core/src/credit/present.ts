import type { Audit, Entry, Wallet } from "@winnow/contracts";
import {
  toCredits,
  type AuditReport,
  type Balances,
  type Entry as LedgerEntry,
  type Wallet as LedgerWallet,
} from "@winnow/credits";

function balancesOf(balances: Balances): Omit<Wallet, "mode"> {
  return {
    granted: toCredits(balances.grantedMillicredits),
    available: toCredits(balances.availableMillicredits),
    reserved: toCredits(balances.reservedMillicredits),
    spent: toCredits(balances.spentMillicredits),
  };
}

/** A wallet as the API shows it, in credits. */
export function presentWallet(wallet: LedgerWallet): Wallet {
  return { mode: wallet.mode, ...balancesOf(wallet) };
}

/** A ledger entry as the API shows it, in credits. */
export function presentEntry(entry: LedgerEntry): Entry {
  return {
    id: entry.id,
    kind: entry.kind,
    credits: toCredits(entry.amountMillicredits),
    version: entry.version,
    available_after: toCredits(entry.availableAfterMillicredits),
    job_id: entry.jobId,
    subject: entry.subject,
    reasons:
      entry.reasons &&
      Object.fromEntries(
        Object.entries(entry.reasons).map(([reason, amount]) => [reason, toCredits(amount)]),
      ),
    reverses: entry.reverses,
    created_at: entry.createdAt.toISOString(),
  };
}

/** An audit as the API shows it, in credits. */
export function presentAudit(audit: AuditReport): Audit {
  return {
    ok: audit.ok,
    version: audit.version,
    wallet: presentWallet(audit.wallet),
    entries: { ...balancesOf(audit.entries), count: audit.entries.count },
    problems: [...audit.problems],
  };
}
