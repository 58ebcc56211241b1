import type { JobRowTable } from "@winnow/database";
import type { Verification, Verifier } from "#ports/verifier.ts";
import type { WorkerContext } from "#worker-context.ts";
import { sql } from "kysely";
import {
  outcomeOfEnrichment,
  outcomeOfFailure,
  outcomeOfSuppression,
  outcomeOfVerification,
  type RowOutcome,
} from "#chunk/outcome.ts";
import { withBounceFeedback } from "#bounce/bouncing-domains.ts";
import type { Lease } from "#chunk/lease.ts";
import { findSuppressed, suppressibleOf } from "#suppression/find.ts";
import { createCallBook } from "#provider/call-book.ts";
import { readProviderOrder } from "#provider/order.ts";
import { knownVerification } from "#person/known-verdict.ts";
import { personOfContact } from "#person/identity.ts";
import { personOfRow } from "#person/person-of-row.ts";
import { matchContacts } from "#directory/match.ts";

/** Some of the rows of a chunk, and what they are verified with. */
interface Work<Row> {
  readonly verifier: Verifier;
  readonly rows: readonly Row[];
  readonly signal: AbortSignal;
}

/**
 * Does the work on a leased chunk, outside any transaction: rows with an address are verified, all in one call so that
 * sessions are shared; rows without one go through the waterfall. Writes nothing.
 */
export async function workOnRows(
  context: WorkerContext,
  lease: Lease,
  signal: AbortSignal,
): Promise<RowOutcome[]> {
  const { job, chunk } = lease;
  const verifier = await withBounceFeedback(context.database, job.mode, context.verifiers[job.mode]);
  const rows = await context.database
    .selectFrom("job_rows")
    .selectAll()
    .where("job_number", "=", job.number)
    .where(sql<boolean>`row = any(${[...chunk.rows]}::int[])`)
    .orderBy("row")
    .execute();
  const addressed: { row: JobRowTable; address: string }[] = [];
  const nameless: JobRowTable[] = [];
  for (const row of rows) {
    const parsed = verifier.parseAddress(row.email?.trim() ?? "");
    if (parsed.ok) addressed.push({ row, address: parsed.address.address });
    else nameless.push(row);
  }
  const [verified, enriched] = await Promise.all([
    verifyRows(context, lease, { verifier, rows: addressed, signal }),
    enrichRows(context, lease, { verifier, rows: nameless, signal }),
  ]);
  return withholdSuppressed(context, job, [...verified, ...enriched]);
}

/** A found email may be suppressed, perhaps only since planning: then it is neither shown nor billed. */
async function withholdSuppressed(
  context: WorkerContext,
  job: Lease["job"],
  outcomes: readonly RowOutcome[],
): Promise<RowOutcome[]> {
  const found = outcomes.map((outcome) => {
    const { verification, contact } = outcome.type === "final" ? outcome : outcome.otherwise;
    const email = verification?.address;
    return contact === null
      ? email === undefined
        ? []
        : [`email:${email}`]
      : suppressibleOf(personOfContact({ ...contact, email: email ?? null }));
  });
  const suppressed = await findSuppressed(context.database, job.organization_id, found, {
    // Erasure does not apply to an address that the customer sent.
    erased: job.kind === "enrich",
  });
  return outcomes.map((outcome, index) =>
    suppressed.has(index) ? outcomeOfSuppression(outcome.row) : outcome,
  );
}

async function verifyRows(
  context: WorkerContext,
  { job }: Lease,
  { verifier, rows: addressed, signal }: Work<{ readonly row: JobRowTable; readonly address: string }>,
): Promise<RowOutcome[]> {
  if (addressed.length === 0) return [];
  const verifications = new Map<string, Verification>();
  const addresses = [...new Set(addressed.map(({ address }) => address))];
  for await (const verification of verifier.verifyMany(addresses, { signal })) {
    verifications.set(verification.input, verification);
  }
  const findings =
    job.kind === "enrich"
      ? await matchContacts(
          context.database,
          addressed.map(({ row, address }) => ({ ...personOfRow(row), email: address })),
        )
      : [];
  return addressed.map(({ row, address }, index) => {
    const verification = verifications.get(address);
    if (verification === undefined) return outcomeOfFailure(row.row, "not_answered");
    const finding = findings[index];
    const contact = finding?.outcome === "found" ? finding.contact : null;
    const rule = { kind: job.kind, chargeOn: job.charge_on, reveals: job.reveals };
    return outcomeOfVerification(row.row, verification, rule, contact);
  });
}

async function enrichRows(
  context: WorkerContext,
  { job }: Lease,
  { verifier, rows, signal }: Work<JobRowTable>,
): Promise<RowOutcome[]> {
  if (rows.length === 0) return [];
  const questions = rows.map((row) => ({ reference: `${job.id}:${row.row}`, person: personOfRow(row) }));
  const tenant = { organizationId: job.organization_id, mode: job.mode };
  const enrichments = await context.waterfall.enrich(questions, {
    mode: job.mode,
    verifier,
    signal,
    calls: createCallBook(context.database, tenant),
    order: await readProviderOrder(context.database, tenant.organizationId),
    known: (address, verdict) => knownVerification(address, verdict, context.clock.now()),
  });
  return rows.map((row, index) => {
    const enrichment = enrichments[index];
    const person = questions[index]?.person;
    if (enrichment === undefined || person === undefined) return outcomeOfFailure(row.row, "not_answered");
    return outcomeOfEnrichment(row.row, enrichment, { chargeOn: job.charge_on, person });
  });
}
