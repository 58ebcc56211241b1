import type { Finding, Person, Provider } from "#ports.ts";
import { candidateLocals, splitName } from "#pattern/candidates.ts";

/** Guesses addresses from name and domain. It knows nothing by itself: the waterfall verifies each guess. */
export function createPatternProvider(): Provider {
  return {
    name: "email_pattern",
    guesses: true,
    find: async (questions) => questions.map(({ person }) => guess(person)),
  };
}

function guess(person: Person): Finding {
  const name = splitName(person);
  if (name === undefined) return { outcome: "not_found", detail: "needs first and last name" };
  const { domain } = person;
  if (domain === undefined) return { outcome: "not_found", detail: "needs a domain" };
  const locals = candidateLocals(name);
  if (locals.length === 0) return { outcome: "not_found", detail: "the name has no Latin letters" };
  return { outcome: "found", emails: locals.map((local) => `${local}@${domain}`) };
}
