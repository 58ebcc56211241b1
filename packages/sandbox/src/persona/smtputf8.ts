import { definePersona } from "#persona/persona.ts";
import { ACCEPTED, TOLD_APART } from "#persona/verdict.ts";
import { ORDINARY_EXTENSIONS } from "#smtp/mail-server.ts";

export const smtputf8 = definePersona({
  domain: "smtputf8.test",
  does: "Offers SMTPUTF8, and has mailboxes beyond ASCII",
  hosts: { mx: { extensions: [...ORDINARY_EXTENSIONS, "SMTPUTF8"] } },
  truth: { ...TOLD_APART, exceptions: { "jürgen.müller": ACCEPTED } },
});
