import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { ORDINARY_EXTENSIONS } from "#smtp/mail-server.ts";
import { reply } from "#smtp/reply.ts";

const TLS_FIRST = reply(530, "5.7.0 Must issue a STARTTLS command first");
const OK = reply(250, "2.1.0 Ok");

export const starttls = definePersona({
  domain: "starttls.test",
  does: "Demands STARTTLS (530 5.7.0 before it), with a self-signed certificate",
  hosts: {
    mx: {
      extensions: [...ORDINARY_EXTENSIONS, "STARTTLS"],
      mail: (session) => (session.secure ? OK : TLS_FIRST),
    },
  },
  truth: TOLD_APART,
});
