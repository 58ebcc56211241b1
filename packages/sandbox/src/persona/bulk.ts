import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";

export const bulk = definePersona({
  domain: "bulk.test",
  does: "As `deliverable.test`, for many domains: `d001.bulk.test` and so on have their own MX names on 16 addresses",
  addressesPerHost: 16,
  truth: TOLD_APART,
});
