import { CONTACT_FIELDS, type ContactInput } from "@winnow/contracts";
import { inTransaction, type Connection } from "@winnow/database";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import type { Context } from "#context.ts";
import { mergeCompanies } from "#directory/companies.ts";
import { mergeContact, type ContactValues } from "#directory/merge-contact.ts";
import { prepareContact, type PreparedContact, type RejectionReason } from "#directory/prepare.ts";

const COLUMNS = [
  "id",
  ...CONTACT_FIELDS,
  "email_status",
  "verified_at",
  "linkedin_key",
  "name_key",
  "company_key",
  "search_text",
  "provenance",
];

/** What became of a batch; `rejected` names the positions of contacts in the input. */
export interface ImportOutcome {
  readonly created: number;
  readonly updated: number;
  /** Known contacts that did not change. */
  readonly unchanged: number;
  readonly rejected: readonly {
    readonly position: number;
    readonly key: string | undefined;
    readonly reason: RejectionReason;
    readonly message: string;
  }[];
}

interface Placed {
  readonly position: number;
  readonly contact: PreparedContact;
}

/**
 * Puts contacts into the directory, in one transaction. A contact is matched by the key of its source, else by its LinkedIn
 * profile, else by its email; else it is a new person; the fields are merged field by field (merge.ts). Importing the same
 * again changes nothing. People who were erased do not come back.
 * @param input.observedAt when the source saw it; now, when left out.
 */
export async function importContacts(
  context: Pick<Context, "database">,
  input: {
    readonly source: string;
    readonly observedAt?: string | undefined;
    readonly contacts: readonly (Omit<ContactInput, "key"> & { readonly key?: string | undefined })[];
  },
): Promise<ImportOutcome> {
  const rejected: ImportOutcome["rejected"][number][] = [];
  const byKey = new Map<string, Placed>();
  for (const [position, contact] of input.contacts.entries()) {
    const prepared = prepareContact(contact);
    if (prepared.outcome === "rejected") {
      rejected.push({ position, key: contact.key, reason: prepared.reason, message: prepared.message });
      continue;
    }
    const earlier = byKey.get(prepared.contact.key);
    if (earlier !== undefined) rejected.push(repeated(earlier));
    byKey.set(prepared.contact.key, { position, contact: prepared.contact });
  }
  const at = input.observedAt ?? new Date().toISOString();
  return inTransaction(context.database, async (transaction) => {
    // Without this lock two concurrent imports would both create the same new contact.
    await sql`select pg_advisory_xact_lock(hashtext('winnow/directory-import'))`.execute(transaction);
    const placed = [...byKey.values()];
    const erased = await findErased(transaction, placed);
    let waiting = placed.filter((one) => !erased.has(one.position));
    const sum = { created: 0, updated: 0, unchanged: 0 };
    while (waiting.length > 0) {
      const { written, rest } = await importRound(transaction, waiting, { source: input.source, at });
      sum.created += written.created;
      sum.updated += written.updated;
      sum.unchanged += written.unchanged;
      waiting = rest;
    }
    const forgotten = placed.filter((one) => erased.has(one.position)).map(rejectErased);
    return { ...sum, rejected: [...rejected, ...forgotten].toSorted((a, b) => a.position - b.position) };
  });
}

/** Imports those that are certainly different people; the others are matched against them in the next round. */
async function importRound(
  transaction: Connection,
  waiting: readonly Placed[],
  origin: { readonly source: string; readonly at: string },
) {
  const ids = await resolve(transaction, waiting, origin.source);
  const met = new Set<string>();
  const now: (Placed & { readonly id: string | undefined })[] = [];
  const rest: Placed[] = [];
  for (const [index, one] of waiting.entries()) {
    const id = ids[index];
    const { email, linkedinKey } = one.contact;
    const names = [id, email && `email:${email}`, linkedinKey].filter((name) => name !== undefined);
    if (names.some((name) => met.has(name))) rest.push(one);
    else now.push({ ...one, id });
    for (const name of names) met.add(name);
  }
  const known = await readContacts(
    transaction,
    now.flatMap(({ id }) => id ?? []),
  );
  const written = { created: 0, updated: 0, unchanged: 0 };
  const values: ContactValues[] = [];
  const sources: { key: string; id: string }[] = [];
  for (const { id: knownId, contact } of now) {
    const id = knownId ?? createId("ct");
    const merged = mergeContact(known.get(id), contact, { ...origin, id });
    sources.push({ key: contact.key, id });
    if (merged !== undefined) values.push(merged);
    written[merged === undefined ? "unchanged" : knownId === undefined ? "created" : "updated"] += 1;
  }
  await writeContacts(transaction, values);
  await writeSources(transaction, origin.source, sources);
  await mergeCompanies(transaction, values, origin);
  return { written, rest };
}

/** The contact that each of them is already, in order. */
async function resolve(transaction: Connection, placed: readonly Placed[], source: string) {
  const { rows } = await sql<{ id: string | null }>`
    select coalesce(s.contact_id, o.id, l.id, e.id) as id
    from unnest(
      ${placed.map(({ contact }) => contact.key)}::text[],
      ${placed.map(({ contact }) => contact.linkedinKey ?? null)}::text[],
      ${placed.map(({ contact }) => contact.email ?? null)}::text[]
    ) with ordinality as p (key, linkedin, email, position)
    left join contact_sources s on s.source = ${source} and s.key = p.key
    -- What was exported from here is called by its own id.
    left join contacts o on o.id = p.key
    left join lateral (select id from contacts where linkedin_key = p.linkedin order by id limit 1) l on s.key is null
    left join lateral (select id from contacts where email = p.email order by id limit 1) e on s.key is null
    order by p.position`.execute(transaction);
  return rows.map(({ id }) => id ?? undefined);
}

async function readContacts(transaction: Connection, ids: readonly string[]) {
  if (ids.length === 0) return new Map();
  const contacts = await transaction
    .selectFrom("contacts")
    .selectAll()
    .where("id", "=", sql<string>`any(${[...ids]}::text[])`)
    .forUpdate()
    .execute();
  return new Map(contacts.map((contact) => [contact.id, contact]));
}

async function writeContacts(transaction: Connection, values: readonly ContactValues[]): Promise<void> {
  if (values.length === 0) return;
  const columns = sql.raw(COLUMNS.join(", "));
  const updates = COLUMNS.filter((column) => column !== "id").map(
    (column) => `${column} = excluded.${column}`,
  );
  await sql`
    insert into contacts (${columns})
    select ${columns} from jsonb_populate_recordset(null::contacts, cast(${JSON.stringify(values)} as jsonb))
    on conflict (id) do update set ${sql.raw(updates.join(", "))}, updated_at = now()`.execute(transaction);
}

async function writeSources(
  transaction: Connection,
  source: string,
  named: readonly { readonly key: string; readonly id: string }[],
): Promise<void> {
  await sql`
    insert into contact_sources (source, key, contact_id)
    select ${source}, * from unnest(${named.map(({ key }) => key)}::text[], ${named.map(({ id }) => id)}::text[])
    on conflict do nothing`.execute(transaction);
}

async function findErased(transaction: Connection, placed: readonly Placed[]): Promise<ReadonlySet<number>> {
  const named = placed.flatMap(({ position, contact }) =>
    contact.identities.map((identity) => ({ position, identity })),
  );
  const { rows } = await sql<{ position: number }>`
    select distinct p.position
    from unnest(${named.map(({ position }) => position)}::int[], ${named.map(({ identity }) => identity)}::text[])
      as p (position, identity)
    where exists (select from erasures)
      and exists (select from erasures where hash = erasure_hash(p.identity))`.execute(transaction);
  return new Set(rows.map(({ position }) => position));
}

function repeated({ position, contact }: Placed) {
  const message = "A later line of the same batch has this key, and holds.";
  return { position, key: contact.key, reason: "repeated_key", message } as const;
}

function rejectErased({ position, contact }: Placed) {
  const message = "This person is erased: they asked for it.";
  return { position, key: contact.key, reason: "erased", message } as const;
}
