import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";

export const deliverable = definePersona({
  domain: "deliverable.test",
  does: "An ordinary server: known mailboxes are accepted, others refused with 550 5.1.1",
  truth: {
    ...TOLD_APART,
    exceptions: { "jürgen.müller": { status: "unknown", reason: "smtputf8_unsupported" } },
  },
});
