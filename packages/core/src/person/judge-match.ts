import type { Person, RowMatch } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";
import { companyKey, foldName, nameKey } from "#person/fold.ts";
import { linkedinKey } from "#person/identity.ts";

type Found = Pick<
  DatabaseOutput<"contacts">,
  "first_name" | "last_name" | "company" | "domain" | "linkedin_url" | "email"
> & { readonly rivals: number };

/** How sure it is that a contact is the person of a row, and what speaks for it and against it. */
export function judgeMatch(person: Person, contact: Found): RowMatch {
  const comparisons: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ["linkedin_url", linkedinKey(person.linkedinUrl), linkedinKey(contact.linkedin_url)],
    ["email", person.email?.toLowerCase(), contact.email?.toLowerCase()],
    ["first_name", folded(person.firstName), folded(contact.first_name)],
    ["last_name", folded(person.lastName), folded(contact.last_name)],
    ["full_name", nameKey({ fullName: person.fullName }), nameOf(contact)],
    ["domain", person.domain, contact.domain ?? undefined],
    ["company", companyKey(person.company), companyKey(contact.company)],
  ];
  const told = comparisons.filter(([, given, known]) => given !== undefined && known !== undefined);
  const fields = told.filter(([, given, known]) => given === known).map(([field]) => field);
  const conflicts = told.filter(([, given, known]) => given !== known).map(([field]) => field);
  // A company has many names and domains, a person has one: only a different name of the person contradicts.
  const contradicted = conflicts.some((field) => field !== "company" && field !== "domain");
  const unique = fields.includes("linkedin_url") || fields.includes("email");
  const placed = fields.includes("domain");
  const doubtful = contradicted || (contact.rivals > 0 && !unique);
  return {
    confidence: doubtful ? "probable" : unique ? "exact" : placed ? "strong" : "probable",
    fields,
    conflicts,
  };
}

function folded(text: string | null | undefined): string | undefined {
  return foldName(text ?? "") || undefined;
}

function nameOf({ first_name: firstName, last_name: lastName }: Found): string | undefined {
  return nameKey({ firstName, lastName });
}
