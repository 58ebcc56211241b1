import { EraseContact, EraseContactAnswer } from "@winnow/contracts";
import { eraseContact } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Forgets a person, for good: no import and no provider brings them back. Repeating it is safe. */
export const createErasure = defineRoute({
  id: "eraseContact",
  tag: "Operators",
  summary: "Forget a person",
  description: "Deletes every contact that is this person. No later import brings them back.",
  method: "POST",
  path: "/ops/api/erasures",
  access: "operator",
  body: EraseContact,
  answers: { 200: { description: "How many contacts were deleted.", json: EraseContactAnswer } },
  async handle({ context, body }) {
    const answer: EraseContactAnswer = await eraseContact(context, body);
    return { status: 200, json: answer };
  },
});
