import type { CheckedEmail, Enrichment, ProviderAttempt, Question, RowContact } from "@winnow/contracts";

/** The state of one person's search through the providers. */
export interface Search<Checked extends CheckedEmail> {
  readonly question: Question;
  contact: Partial<RowContact> | undefined;
  best: Checked | undefined;
  deferral: Enrichment<Checked>["deferral"];
  readonly attempts: ProviderAttempt[];
}

export function beginSearch<Checked extends CheckedEmail>(question: Question): Search<Checked> {
  return { question, contact: undefined, best: undefined, deferral: undefined, attempts: [] };
}

/** Whether an address ends the search. */
export function isUsable(checked: CheckedEmail | undefined): boolean {
  return checked?.verdict.status === "valid" || checked?.verdict.status === "catch_all";
}

/** The result of the search. A risky address is shown rather than none; a contact only beside an address. */
export function concludeSearch<Checked extends CheckedEmail>(search: Search<Checked>): Enrichment<Checked> {
  const { best, contact, attempts, deferral } = search;
  const usable = isUsable(best);
  return {
    ...(usable || best?.verdict.status === "risky" ? { email: best, contact } : {}),
    ...(!usable && deferral !== undefined && { deferral }),
    attempts,
  };
}

/** Adds a provider's data to those of earlier ones: earlier values stay, and every field names its provider. */
export function mergeContact(
  known: Partial<RowContact> | undefined,
  found: Partial<RowContact>,
  provider: string,
): Partial<RowContact> {
  const merged: Record<string, unknown> = { ...known };
  const sources = { ...known?.sources };
  for (const [field, value] of Object.entries(found)) {
    if (field === "sources" || value === null || value === undefined) continue;
    if (merged[field] !== undefined && merged[field] !== null) continue;
    merged[field] = value;
    if (field !== "id" && field !== "match") sources[field] = provider;
  }
  return { ...merged, sources };
}
