import { CONTACT_FIELDS, type ContactField, type ExportedContact } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import type { Pool } from "pg";
import Cursor from "pg-cursor";
import { quoteCell } from "#csv/write-cell.ts";

const BATCH_ROWS = 1_000;
const COLUMNS = ["key", ...CONTACT_FIELDS, "email_status", "verified_at"] as const;

/** Every contact with its sources and the origin of each field, with flat memory, as one moment saw them. */
export async function* exportContacts(pool: Pool): AsyncGenerator<ExportedContact, void, undefined> {
  const client = await pool.connect();
  type Row = DatabaseOutput<"contacts"> & { readonly sources: { source: string; key: string }[] | null };
  const cursor = client.query(
    new Cursor<Row>(`
      select c.*, (
        select jsonb_agg(jsonb_build_object('source', s.source, 'key', s.key) order by s.source, s.key)
        from contact_sources s where s.contact_id = c.id
      ) as sources
      from contacts c order by c.id`),
  );
  let broken: Error | undefined;
  try {
    for (;;) {
      const rows = await cursor.read(BATCH_ROWS);
      for (const row of rows) yield present(row, row.sources ?? []);
      if (rows.length < BATCH_ROWS) return;
    }
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    if (broken === undefined) await cursor.close();
    client.release(broken);
  }
}

/** The same as a CSV that can be imported again; without sources and origins. */
export async function* exportContactsCsv(contacts: AsyncIterable<ExportedContact>): AsyncGenerator<string> {
  yield `${COLUMNS.join(",")}\r\n`;
  for await (const contact of contacts) {
    const cells = COLUMNS.map((column) => quoteCell(contact[column] ?? "", ","));
    yield `${cells.join(",")}\r\n`;
  }
}

function present(
  contact: DatabaseOutput<"contacts">,
  sources: readonly { readonly source: string; readonly key: string }[],
): ExportedContact {
  const fields = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, contact[field]])) as Pick<
    ExportedContact,
    ContactField
  >;
  return {
    key: contact.id,
    ...fields,
    email_status: contact.email_status,
    verified_at: contact.verified_at?.toISOString() ?? null,
    sources: [...sources],
    provenance: contact.provenance,
  };
}
