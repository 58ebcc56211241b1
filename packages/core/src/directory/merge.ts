import type { Provenance } from "@winnow/database";

/** Fields as a source gives them: absent where it says nothing, null where it says that there is nothing. */
export type GivenFields = Readonly<Record<string, string | null | undefined>>;

export interface Merged {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly provenance: Provenance;
  /** Whether anything differs from what was known. */
  readonly changed: boolean;
}

/**
 * Merges what a source says into what is known, field by field: the later word wins, a source may withdraw what it gave
 * itself, and nothing of another source. What stays as it was keeps its origin.
 * @param given.at when the source saw it, RFC 3339 UTC.
 */
export function mergeFields(
  known: { readonly fields: Readonly<Record<string, string | null>>; readonly provenance: Provenance },
  given: { readonly source: string; readonly at: string; readonly fields: GivenFields },
): Merged {
  const fields = { ...known.fields };
  const provenance = { ...known.provenance };
  let changed = false;
  for (const [field, value] of Object.entries(given.fields)) {
    const origin = provenance[field];
    if (value === undefined || value === (fields[field] ?? null)) continue;
    const own = origin === undefined || origin.source === given.source;
    if (value === null ? !own : !own && origin.at > given.at) continue;
    fields[field] = value;
    if (value === null) delete provenance[field];
    else provenance[field] = { source: given.source, at: given.at };
    changed = true;
  }
  return { fields, provenance, changed };
}
