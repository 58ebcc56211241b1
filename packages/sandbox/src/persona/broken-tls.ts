import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { ORDINARY_EXTENSIONS } from "#smtp/mail-server.ts";

export const brokenTls = definePersona({
  domain: "broken-tls.test",
  does: "Offers STARTTLS, which fails; works without it",
  hosts: { mx: { extensions: [...ORDINARY_EXTENSIONS, "STARTTLS"], tls: "broken" } },
  truth: TOLD_APART,
});
