import { CONTACT_FIELDS, type ContactField } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import { companyKey, foldName, nameKey } from "#person/fold.ts";
import { linkedinKey } from "#person/identity.ts";
import { mergeFields } from "#directory/merge.ts";
import type { PreparedContact } from "#directory/prepare.ts";

type Contact = DatabaseOutput<"contacts">;
/** A contact as it is written: everything but when it was updated. */
export type ContactValues = Omit<Contact, "updated_at" | "verified_at"> & {
  readonly verified_at: string | null;
};

/**
 * What a contact becomes when a source tells about it.
 * @param known undefined for a new contact, which is called `id`.
 * @returns undefined when nothing changes.
 */
export function mergeContact(
  known: Contact | undefined,
  given: PreparedContact,
  origin: { readonly id: string; readonly source: string; readonly at: string },
): ContactValues | undefined {
  const before = Object.fromEntries(CONTACT_FIELDS.map((field) => [field, known?.[field] ?? null]));
  const merged = mergeFields(
    { fields: before, provenance: known?.provenance ?? {} },
    { source: origin.source, at: origin.at, fields: given.fields },
  );
  const fields = merged.fields as Pick<Contact, ContactField>;
  const verdict = mergeVerdict(known, fields.email, given);
  if (known !== undefined && !merged.changed && !verdict.changed) return undefined;
  const provenance = { ...merged.provenance };
  if (verdict.changed) {
    if (verdict.status === "unknown") delete provenance["email_status"];
    else provenance["email_status"] = { source: origin.source, at: verdict.verifiedAt ?? origin.at };
  }
  const { first_name: first, last_name: last, job_title: title, company, department, domain } = fields;
  return {
    id: origin.id,
    ...fields,
    email_status: verdict.status,
    verified_at: verdict.verifiedAt,
    linkedin_key: linkedinKey(fields.linkedin_url) ?? null,
    name_key: nameKey({ firstName: first, lastName: last }) ?? "",
    company_key: companyKey(company) ?? null,
    // The words by which a search finds the contact.
    search_text: foldName([first, last, title, company, department, domain].filter(Boolean).join(" ")),
    provenance,
  };
}

/** A verdict belongs to the address that it was about; of two about one address the later wins. */
function mergeVerdict(
  known: Contact | undefined,
  email: string | null,
  given: PreparedContact,
): {
  readonly status: Contact["email_status"];
  readonly verifiedAt: string | null;
  readonly changed: boolean;
} {
  const told = given.email !== undefined && given.email === email ? given.emailStatus : undefined;
  const toldAt = told === undefined ? null : (given.verifiedAt ?? null);
  if (known === undefined || known.email !== email) {
    return {
      status: told ?? "unknown",
      verifiedAt: toldAt,
      changed: told !== undefined || known !== undefined,
    };
  }
  const knownAt = known.verified_at?.toISOString() ?? null;
  const newer =
    knownAt === null ? told !== known.email_status || toldAt !== null : toldAt !== null && toldAt > knownAt;
  if (told === undefined || !newer)
    return { status: known.email_status, verifiedAt: knownAt, changed: false };
  return { status: told, verifiedAt: toldAt, changed: true };
}
