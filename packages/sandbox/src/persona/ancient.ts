import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { reply } from "#smtp/reply.ts";

const OK = reply(250, "OK");
const NO_SUCH_USER = reply(550, "No such user here");

export const ancient = definePersona({
  domain: "ancient.test",
  does: "Knows HELO only, no extension, no enhanced codes; commands sent ahead are an error",
  hosts: {
    mx: {
      greeting: reply(220, "mx.ancient.test SMTP"),
      ehlo: reply(500, "Command unrecognized"),
      extensions: [],
      mail: OK,
      rcpt: (_session, recipient) => (recipient.exists ? OK : NO_SUCH_USER),
    },
  },
  truth: TOLD_APART,
});
