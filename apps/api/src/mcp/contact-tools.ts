import { randomUUID } from "node:crypto";
import { Lookup, LookupAnswer, Reveal, RevealAnswer, SearchAnswer, SearchQuery } from "@winnow/contracts";
import { describePrice, lookUp, revealContacts, searchContacts } from "@winnow/core";
import { z } from "zod";
import { defineTool, IdempotencyKey } from "#mcp/tool.ts";
import { validateInput } from "#body/validate.ts";
import { inSingleCall } from "#middleware/single-call.ts";
import { ApiError } from "#problem/api-error.ts";
import { createRefusal } from "#routes/jobs/outcome.ts";

export const searchTool = defineTool({
  name: "search_contacts",
  title: "Search contacts",
  description:
    "Search the contact directory by words and filters. Free. Emails are masked; reveal_contacts shows them.",
  scopes: ["search"],
  input: SearchQuery,
  output: SearchAnswer,
  readOnly: true,
  async run({ context }, query) {
    const found = await searchContacts(context, query);
    if (found.outcome === "invalid_cursor") throw new ApiError("invalid_cursor");
    return found.answer;
  },
});

export const lookupTool = defineTool({
  name: "lookup_contact",
  title: "Look up a person or company",
  description:
    "Whether a person (email, LinkedIn URL, or name with company or domain) or a company (domain) is known, which fields a reveal would show, and what it would cost. Free.",
  scopes: ["search"],
  // The call itself checks which fields may be combined.
  input: z.object(Lookup.shape).strict(),
  output: LookupAnswer,
  readOnly: true,
  run: async ({ context }, input) => lookUp(context, validateInput(Lookup, input)),
});

export const revealTool = defineTool({
  name: "reveal_contacts",
  title: "Reveal contacts",
  description: ({ reveal }) =>
    `Show emails and phones of up to 100 contacts. Costs ${describePrice(reveal)}; contacts revealed before, and all others, are free. Never charges more than max_credits.`,
  scopes: ["reveal"],
  input: Reveal.extend({
    max_credits: z.int().min(0).max(1_000_000).describe("Never charge more than this."),
    idempotency_key: IdempotencyKey,
  }),
  output: RevealAnswer,
  readOnly: false,
  async run(call, { idempotency_key: idempotencyKey = randomUUID(), ...reveal }) {
    const { request, api, context } = call;
    const { singleWaitMs: waitMs } = api.options;
    const requestId = String(request.id);
    const result = await inSingleCall(call, () =>
      revealContacts(context, { ...reveal, idempotencyKey, requestId, watch: api.jobWatch, waitMs }),
    );
    if (result.outcome === "revealed") return result.answer;
    throw createRefusal(result);
  },
});
