import type { Connection, DatabaseOutput } from "@winnow/database";
import { sql } from "kysely";
import type { ContactValues } from "#directory/merge-contact.ts";
import { mergeFields } from "#directory/merge.ts";

type Company = DatabaseOutput<"companies">;

/** Writes what contacts say about the companies that they work for; a company is named by its mail domain. */
export async function mergeCompanies(
  transaction: Connection,
  contacts: readonly ContactValues[],
  origin: { readonly source: string; readonly at: string },
): Promise<void> {
  const told = new Map<string, ContactValues>();
  for (const contact of contacts) {
    if (contact.domain !== null && contact.company !== null) told.set(contact.domain, contact);
  }
  if (told.size === 0) return;
  const known = await transaction
    .selectFrom("companies")
    .selectAll()
    .where("domain", "=", sql<string>`any(${[...told.keys()]}::text[])`)
    .execute();
  const byDomain = new Map(known.map((company) => [company.domain, company]));
  const values: Omit<Company, "updated_at">[] = [];
  for (const [domain, contact] of told) {
    const company = byDomain.get(domain);
    const { name = null, industry = null, size = null } = company ?? {};
    // A contact that does not name the industry says nothing about it.
    const fields = {
      name: contact.company ?? undefined,
      industry: contact.industry ?? undefined,
      size: contact.company_size ?? undefined,
    };
    const merged = mergeFields(
      { fields: { name, industry, size }, provenance: company?.provenance ?? {} },
      { ...origin, fields },
    );
    if (!merged.changed) continue;
    const { fields: now, provenance } = merged;
    values.push({
      domain,
      name: now["name"] ?? null,
      industry: now["industry"] ?? null,
      size: now["size"] ?? null,
      provenance,
    });
  }
  if (values.length === 0) return;
  await sql`
    insert into companies (domain, name, industry, size, provenance)
    select domain, name, industry, size, provenance
    from jsonb_populate_recordset(null::companies, cast(${JSON.stringify(values)} as jsonb))
    on conflict (domain) do update set name = excluded.name, industry = excluded.industry, size = excluded.size,
      provenance = excluded.provenance, updated_at = now()`.execute(transaction);
}
