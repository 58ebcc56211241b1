import { filledText } from "../scalar.ts";

/** The fields that name a person in a call about one. `max` is in characters. */
export function namedPerson(max: number) {
  const text = (description: string) => filledText(max).optional().describe(description);
  return {
    email: text("The person's address, in any case. It is compared without being checked."),
    linkedin_url: text("URL of the person's LinkedIn profile, in any spelling."),
    first_name: text("Given name; it needs `last_name` beside it."),
    last_name: text("Family name; it needs `first_name` beside it."),
    full_name: text("First and last name in one text; used where one of the two is missing."),
    company: text("Name of the company; its legal form is ignored, `Acme GmbH` and `ACME` are the same."),
    domain: text(
      "Website or mail domain of the company. A URL is accepted: its host counts, without `www.`.",
    ),
  };
}
