import { EntryDetail } from "@winnow/contracts";
import { showEntry } from "@winnow/core";
import { ApiError } from "#problem/api-error.ts";
import { defineRoute } from "#route/define.ts";

/** One entry of the statement with the rows that it paid for, and their verdicts. */
export const showEntryRoute = defineRoute({
  id: "showEntry",
  tag: "Credits",
  summary: "Show an entry with its evidence",
  description: "The rows that it paid for, and the verdicts that justified it.",
  method: "GET",
  path: "/v1/credits/entries/:id",
  params: {
    id: "The entry's id: `ent_` and 26 characters, as the statement and `charge.entry` of a row show it.",
  },
  access: "key",
  scopes: ["usage:read", "jobs:read"],
  answers: { 200: { description: "The entry and its rows.", json: EntryDetail } },
  errors: ["not_found"],
  async handle({ context, params }) {
    const entry = await showEntry(context, { entryId: String(params.id) });
    if (entry === undefined) throw new ApiError("not_found", { detail: "There is no entry with this id." });
    return { status: 200, json: entry };
  },
});
