import { definePersona } from "#persona/persona.ts";
import { TOLD_APART } from "#persona/verdict.ts";
import { exchanges } from "#persona/zone.ts";

const names = Array.from(
  { length: 30 },
  (_, index) => `mx-${index + 1}-of-a-very-long-list-of-mail-exchangers`,
);

export const manyMx = definePersona({
  domain: "many-mx.test",
  does: "Has 30 MX with long names: the answer is truncated over UDP, with or without EDNS, and needs TCP",
  zone: exchanges(...names),
  hosts: { mx: {}, ...Object.fromEntries(names.map((name) => [name, { sameAs: "mx" }])) },
  truth: TOLD_APART,
});
