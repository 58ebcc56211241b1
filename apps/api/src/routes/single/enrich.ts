import { EnrichPerson } from "@winnow/contracts";
import { idempotencyKeyOf } from "#body/idempotency-key.ts";
import { readJson } from "#body/json.ts";
import { requireStorable } from "#body/storable.ts";
import { validate } from "#body/validate.ts";
import { ApiError } from "#problem/api-error.ts";
import { answerSingle } from "#routes/single/run.ts";
import { defineRoute } from "#route.ts";

/** Finds out about one person: the directory, then the providers, stopping at the first usable email. */
export const enrichRoute = defineRoute({
  method: "POST",
  path: "/v1/enrich",
  access: "key",
  scopes: ["enrich"],
  async handle(call) {
    const { request, api } = call;
    const idempotencyKey = idempotencyKeyOf(request);
    const person = validate(EnrichPerson, await readJson(request, api.options.jsonBodyMaxBytes));
    requireStorable(person);
    await answerSingle(call, { kind: "enrich", row: person, idempotencyKey }, (row) => {
      if (row.status === "suppressed") throw new ApiError("suppressed");
      return row;
    });
  },
});
