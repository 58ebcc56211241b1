import { z } from "zod";
import { count } from "../scalar.ts";
import { waysToName } from "./named.ts";
import { namedPerson } from "./person-query.ts";

export const EraseContact = z
  .strictObject(namedPerson(500))
  .refine(
    ({
      email,
      linkedin_url: linkedin,
      first_name: first,
      last_name: last,
      full_name: full,
      company,
      domain,
    }) => email ?? linkedin ?? ((full ?? (first && last)) && (company ?? domain)),
    {
      params: { code: "names_no_person" },
      error: "must name an email, a LinkedIn URL, or a name with a company or its domain",
    },
  )
  .meta({
    anyOf: waysToName,
    id: "EraseContact",
    description: "A person to erase: an email, a LinkedIn URL, or a name with a company or its domain.",
    examples: [{ email: "ada@acme.test" }],
  });
export type EraseContact = z.infer<typeof EraseContact>;

export const EraseContactAnswer = z
  .object({
    erased: count().describe("Contacts that were deleted. Even with 0, later imports skip the person."),
  })
  .meta({
    id: "EraseContactAnswer",
    description: "An erased person. Only salted hashes stay, to recognize the person in imports.",
    examples: [{ erased: 1 }],
  });
export type EraseContactAnswer = z.infer<typeof EraseContactAnswer>;
