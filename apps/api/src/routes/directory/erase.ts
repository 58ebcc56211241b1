import { EraseContact, EraseContactAnswer } from "@winnow/contracts";
import { eraseContact } from "@winnow/core";
import { validationFailed } from "#body/validate.ts";
import { defineRoute } from "#route/define.ts";

/** Erases a person for good: imports and providers cannot add them again. Repeating it is safe. */
export const createErasure = defineRoute({
  id: "eraseContact",
  tag: "Operators",
  summary: "Erase a person",
  description: "Deletes every contact that is this person. No later import brings them back.",
  method: "POST",
  path: "/ops/api/erasures",
  access: "operator",
  body: EraseContact,
  answers: { 200: { description: "How many contacts were deleted.", json: EraseContactAnswer } },
  async handle({ context, body }) {
    const result = await eraseContact(context, body);
    if (result.outcome === "not_identifiable") {
      throw validationFailed([
        {
          pointer: "",
          code: "names_no_person",
          message:
            "must name an email, the URL of a LinkedIn profile, or a first and a last name with a company or its domain",
        },
      ]);
    }
    return { status: 200, json: { erased: result.erased } };
  },
});
