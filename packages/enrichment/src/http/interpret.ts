import type { RowContact } from "@winnow/contracts";
import type { CallAnswer } from "#paid-provider.ts";
import { cleanDomain, cleanEmail, cleanLinkedinUrl, cleanText } from "#http/clean.ts";
import type { HttpProviderDefinition } from "#http/definition.ts";
import { isAbout } from "#http/echo.ts";
import { type Path, readPath } from "#http/path.ts";
import type { PersonValues } from "#http/person-field.ts";
import { meetsCondition, type ServiceAnswer, verdictOn } from "#http/refusal.ts";
import type { SecretGuard } from "#http/secret.ts";

const EMAILS_MAX = 5;

/** The meaning of an answer by a definition. Texts with the secret are left out. */
export function interpretAnswer(
  definition: HttpProviderDefinition,
  person: PersonValues,
  answer: ServiceAnswer,
  guard: SecretGuard,
): CallAnswer {
  const verdict = verdictOn(definition, answer, guard);
  if (verdict !== undefined) return verdict;
  if (!answer.body.ok) return { outcome: "unknown", detail: answer.body.problem };
  const { value } = answer.body;
  const { emails: places, fields, echo, not_found_when: nothing } = definition.answer;
  const { charged } = definition.terms;
  if (nothing.some((condition) => meetsCondition(condition, value)))
    return { outcome: "not_found", charged: charged === "call" };
  if (!isAbout(person, echo, value)) return { outcome: "unknown", detail: "answered about another person" };
  const emails = emailsAt(places, value, guard);
  if (emails.length === 0)
    return { outcome: "not_found", detail: "no e-mail address in the answer", charged: charged !== "found" };
  return { outcome: "found", emails, contact: contactAt(fields, value, guard), charged: true };
}

function emailsAt(places: readonly Path[], value: unknown, guard: SecretGuard): string[] {
  const emails = new Map<string, string>();
  for (const text of places.flatMap((place) => readPath(place, value))) {
    const email = cleanEmail(text);
    if (email === undefined || guard.holds(email)) continue;
    if (!emails.has(email.toLowerCase())) emails.set(email.toLowerCase(), email);
    if (emails.size === EMAILS_MAX) break;
  }
  return [...emails.values()];
}

type Fields = HttpProviderDefinition["answer"]["fields"];

const cleaners: Partial<Record<keyof Fields, (value: unknown) => string | undefined>> = {
  domain: cleanDomain,
  linkedin_url: cleanLinkedinUrl,
};

function contactAt(fields: Fields, value: unknown, guard: SecretGuard): Partial<RowContact> {
  const contact: Partial<RowContact> = {};
  for (const field of Object.keys(fields) as (keyof Fields)[]) {
    const path = fields[field];
    const clean = cleaners[field] ?? cleanText;
    const text =
      path &&
      readPath(path, value)
        .map(clean)
        .find((found) => found !== undefined);
    if (text !== undefined && !guard.holds(text)) contact[field] = text;
  }
  return contact;
}
