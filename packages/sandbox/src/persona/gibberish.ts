import { definePersona } from "#persona/persona.ts";
import { sameForAll } from "#persona/verdict.ts";
import { rawBytes } from "#smtp/reply.ts";

export const gibberish = definePersona({
  domain: "gibberish.test",
  does: "Is a web server",
  hosts: { mx: { greeting: rawBytes("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n") } },
  truth: sameForAll("unknown", "cannot_verify"),
});
