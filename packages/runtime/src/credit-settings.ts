import { setting } from "#environment.ts";
import { listOf, wholeNumber } from "#setting-schema.ts";

/** Settings of granted credits. */
export const creditSettings = {
  WELCOME_CREDITS_LIVE: setting({
    schema: wholeNumber(0, 1_000_000_000),
    default: 100,
    unit: "credits",
    help: "Live credits of a new organization.",
    fix: "Set it to a whole number of credits, such as 100.",
  }),
  WELCOME_CREDITS_TEST: setting({
    schema: wholeNumber(0, 1_000_000_000),
    default: 1000,
    unit: "credits",
    help: "Test credits of a new organization.",
    fix: "Set it to a whole number of credits, such as 1000.",
  }),
  PURCHASE_HOOK_SECRETS: setting({
    schema: listOf(
      (text) => /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/.test(text),
      "must list secrets of the form whsec_ and at least 24 bytes in base64",
    ),
    default: [],
    unit: "list of secrets",
    help: "Secrets of a billing system that grants credits by signed posts to /hooks/purchases; two while one rotates.",
    fix: "Generate one: echo whsec_$(openssl rand -base64 32)",
    secret: true,
  }),
};
