import type { BillableStatus, RevealAnswer, RevealedContact, Row } from "@winnow/contracts";
import { getWallet, sumCredits, toCredits } from "@winnow/credits";
import type { Connection, DatabaseOutput } from "@winnow/database";
import { maskAddress } from "#person/mask.ts";
import { contactSubject, insertOwned } from "#person/owned.ts";
import { presentContact } from "#person/present.ts";
import { planReveal, type PlannedContact } from "#reveal/plan.ts";
import type { Context, TenantActor } from "#context.ts";
import { findOwnJob } from "#job/find-own.ts";
import { readRows } from "#job/results/read-rows.ts";

/** What a reveal shows: its own rows, and the present state of every other contact. */
export async function answerReveal(
  context: Context<TenantActor>,
  reveal: {
    readonly ids: readonly string[];
    readonly jobId: string | null;
    /** The statuses that are billed where there is no job that was quoted otherwise. */
    readonly billable: readonly BillableStatus[];
  },
): Promise<RevealAnswer> {
  const { database, actor, clock, pool } = context;
  const { ids, jobId } = reveal;
  const job = jobId === null ? undefined : await findOwnJob(database, actor, jobId);
  const rows = await rowsOf(pool, job);
  for (const row of rows.values()) await own(database, actor, row);
  const billable = job?.charge_on ?? reveal.billable;
  const planned = await planReveal(database, actor, ids, { billable, now: clock.now() });
  const data = planned.map((one) => present(one, rows.get(one.id)));
  const wallet = await getWallet(database, actor);
  const charged = sumCredits(data.map(({ charge }) => charge?.credits ?? 0));
  return { data, credits: { charged, available: toCredits(wallet.availableMillicredits) } };
}

async function rowsOf(
  pool: Context["pool"],
  job: DatabaseOutput<"jobs"> | undefined,
): Promise<Map<string, Row>> {
  const rows = job === undefined ? [] : await Array.fromAsync(readRows(pool, job));
  return new Map(rows.flatMap((row) => (row.ref === null ? [] : [[row.ref, row] as const])));
}

/** What was billed under its address, or is owned under it, is owned under this contact too. */
async function own(database: Connection, actor: TenantActor, { ref, charge }: Row): Promise<void> {
  if (ref === null || charge === null) return;
  await insertOwned(database, actor, [contactSubject(ref)], charge.entry);
}

function present(planned: PlannedContact, row: Row | undefined): RevealedContact {
  const nothing = { id: planned.id, email: null, contact: null, charge: null };
  if (!("contact" in planned)) return { ...nothing, status: planned.plan };
  const { contact, plan } = planned;
  const address = contact.email;
  const verified = { status: contact.email_status, verified_at: contact.verified_at?.toISOString() ?? null };
  if (plan === "owned") {
    return {
      id: planned.id,
      status: row?.charge?.basis === "new_contact" ? "revealed" : "owned",
      email: address === null ? null : { address, ...verified },
      contact: presentContact(contact),
      charge: row?.charge ?? null,
    };
  }
  const email = address === null ? null : { address: maskAddress(address), ...verified };
  return { ...nothing, status: plan === "useless" ? "invalid" : "unverified", email };
}
