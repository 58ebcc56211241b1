import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { ORDINARY_EXTENSIONS } from "#smtp/mail-server.ts";
import { reply } from "#smtp/reply.ts";

export const tlsFailed = definePersona({
  domain: "tls-failed.test",
  does: "Demands STARTTLS (530 5.7.0 before it), which fails",
  hosts: {
    mx: {
      extensions: [...ORDINARY_EXTENSIONS, "STARTTLS"],
      tls: "broken",
      mail: reply(530, "5.7.0 Must issue a STARTTLS command first"),
    },
  },
  truth: sameForAll("unknown", "tls_failed"),
});
