import { ImportContacts, ImportContactsAnswer } from "@winnow/contracts";
import { importContacts } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** Adds contacts to the directory. Adding a contact again updates it. */
export const createContacts = defineRoute({
  id: "importContacts",
  tag: "Operators",
  summary: "Add contacts to the directory",
  description:
    "Up to 5,000 in one call. A known contact is merged field by field; the latest observation of a field wins.",
  method: "POST",
  path: "/ops/api/contacts",
  access: "operator",
  body: ImportContacts,
  answers: {
    200: { description: "How many were created, updated and rejected.", json: ImportContactsAnswer },
  },
  async handle({ context, body }) {
    const { created, updated, unchanged, rejected } = await importContacts(context, body);
    const answer: ImportContactsAnswer = {
      imported: created + updated + unchanged,
      created,
      updated,
      unchanged,
      rejected: rejected.map(({ key = "", ...rest }) => ({ key, ...rest })),
    };
    return { status: 200, json: answer };
  },
});
