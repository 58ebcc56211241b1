import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";

export const idn = definePersona({
  domain: "xn--bcher-kva.test",
  does: "Is `bücher.test`, known to DNS and SMTP by its ASCII form only",
  truth: TOLD_APART,
});
