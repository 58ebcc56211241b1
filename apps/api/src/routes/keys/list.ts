import { KeyList } from "@winnow/contracts";
import { listKeys } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** The organization's keys in the calling key's mode. */
export const listKeysRoute = defineRoute({
  id: "listKeys",
  tag: "Keys",
  summary: "List the organization's keys",
  description:
    "In the mode of the call: a live key sees live keys, a test key test keys. Tokens are never shown again.",
  method: "GET",
  path: "/v1/keys",
  access: "key",
  scopes: ["keys:write"],
  answers: { 200: { description: "Every key, revoked ones included.", json: KeyList } },
  async handle({ context }) {
    return { status: 200, json: await listKeys(context) };
  },
});
