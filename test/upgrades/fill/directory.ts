import { at, bytes, HOSTILE_TEXT, type TableRows } from "./table-rows.ts";

const PROVENANCE = { email: { source: HOSTILE_TEXT, at: at(1) } };

/** Contacts, companies, owned contacts, and erased people. */
export const directory: readonly TableRows[] = [
  {
    table: "contacts",
    rows: [
      {
        id: "con_1",
        source: HOSTILE_TEXT,
        key: "k-1",
        first_name: "Ada",
        last_name: HOSTILE_TEXT,
        job_title: "Chief Engineer",
        company: "One",
        domain: "one.test",
        email: "ada@one.test",
        email_status: "valid",
        country: "DE",
        city: "Köln",
        linkedin_url: "https://de.linkedin.com/in/Ada/",
        linkedin_key: "linkedin.com/in/ada",
        phone: "+49 221 1",
        name_key: "ada o'brien",
        company_key: "one",
        seniority_level: "c_suite",
        department: "engineering",
        industry: "Software",
        company_size: "11-50",
        state: "NRW",
        verified_at: at(15),
        search_text: "ada o'brien chief engineer one one.test",
        provenance: PROVENANCE,
        updated_at: at(14),
      },
      {
        id: "con_2",
        source: "other",
        key: "k-1",
        email_status: "unknown",
        name_key: "",
        search_text: "",
        provenance: {},
        updated_at: at(16),
      },
    ],
  },
  { table: "contact_sources", rows: [{ source: "import", key: HOSTILE_TEXT, contact_id: "con_1" }] },
  {
    table: "companies",
    rows: [
      {
        domain: "one.test",
        name: HOSTILE_TEXT,
        industry: "Software",
        size: "11-50",
        provenance: PROVENANCE,
        updated_at: at(14),
      },
      { domain: "two.test", provenance: {}, updated_at: at(15) },
    ],
  },
  {
    table: "entitlements",
    rows: [
      {
        organization_id: "org_1",
        mode: "live",
        subject: "contact:con_1",
        entry_id: "ent_3",
        created_at: at(24),
      },
    ],
  },
  {
    table: "suppressions",
    rows: [
      { id: "sup_1", organization_id: "org_1", kind: "email", value: "eve@one.test", created_at: at(17) },
      { id: "sup_2", kind: "domain", value: "three.test", created_at: at(18) },
    ],
  },
  { table: "erasures", rows: [{ hash: bytes(8), created_at: at(19) }] },
  {
    table: "provider_calls",
    rows: [
      {
        key: "job_1/1/hunter/find",
        organization_id: "org_1",
        mode: "live",
        provider: "hunter",
        person: HOSTILE_TEXT,
        state: "found",
        charged: true,
        price_credits: 0.1,
        answer: { email: HOSTILE_TEXT },
        intended_at: at(23),
        settled_at: at(24),
      },
      {
        key: "job_2/1/hunter/find",
        organization_id: "org_1",
        mode: "live",
        provider: "hunter",
        person: "bob",
        state: "intended",
        charged: false,
        price_credits: 0,
        intended_at: at(31),
      },
    ],
  },
  {
    table: "providers",
    rows: [{ name: "hunter", position: 1, price_credits: 0.25, fresh_for_days: 30, updated_at: at(1) }],
  },
];
