import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";

export const implicit = definePersona({
  domain: "implicit.test",
  does: "Has no MX, only an address, which takes its mail (RFC 5321 §5.1)",
  zone: { outcome: "found", exchanges: [], addressOf: "mx" },
  truth: TOLD_APART,
});
