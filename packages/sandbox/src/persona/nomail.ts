import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";

export const nomail = definePersona({
  domain: "nomail.test",
  does: "Exists, with neither MX nor address",
  zone: { outcome: "found", exchanges: [], text: ["v=spf1 -all"] },
  hosts: {},
  truth: sameForAll("invalid", "no_mail_host"),
});
