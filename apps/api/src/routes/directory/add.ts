import { ImportContacts, type ImportContactsAnswer } from "@winnow/contracts";
import { importContacts } from "@winnow/core";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { defineRoute } from "#route.ts";

/** Fills the directory. Importing a contact again updates it. */
export const createContacts = defineRoute({
  method: "POST",
  path: "/ops/api/contacts",
  access: "operator",
  async handle({ request, response, api, context }) {
    const body = validate(ImportContacts, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(body);
    const { created, updated, unchanged, rejected } = await importContacts(context, body);
    const answer: ImportContactsAnswer = {
      imported: created + updated + unchanged,
      created,
      updated,
      unchanged,
      rejected: rejected.map(({ key = "", ...rest }) => ({ key, ...rest })),
    };
    response.json(answer);
  },
});
