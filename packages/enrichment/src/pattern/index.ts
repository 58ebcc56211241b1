import type { EnrichmentProvider, Finding, KnownAddress, Person } from "@winnow/contracts";
import { candidateLocals, type KnownShape } from "#pattern/candidates.ts";
import { shapesOf, type Shape } from "#pattern/shape.ts";
import { splitName } from "#pattern/split-name.ts";

export interface PatternOptions {
  /** Working addresses of named people at these domains; without it, none are known. */
  readonly knownAddresses?: (domains: readonly string[]) => Promise<readonly KnownAddress[]>;
  /** Domains with free mailboxes for the public: a guess there reaches a stranger. */
  readonly isFree?: (domain: string) => boolean;
}

/**
 * Guesses addresses from name and domain, in the shapes of the domain's known addresses. It verifies nothing itself: the
 * waterfall verifies each guess.
 */
export function createPatternProvider(options: PatternOptions = {}): EnrichmentProvider {
  const { knownAddresses = async () => [], isFree = () => false } = options;
  return {
    name: "email_pattern",
    guesses: true,
    async find(questions) {
      const domains = new Set(questions.flatMap(({ person }) => person.domain ?? []));
      const known = domains.size === 0 ? [] : await knownAddresses([...domains]);
      const shapes = learnShapes(known);
      return questions.map(({ person }) => guess(person, shapes, isFree));
    },
  };
}

function guess(
  person: Person,
  shapes: ReadonlyMap<string, readonly KnownShape[]>,
  isFree: (domain: string) => boolean,
): Finding {
  const name = splitName(person);
  if (name === undefined) return { outcome: "not_found", detail: "needs first and last name" };
  const { domain } = person;
  if (domain === undefined) return { outcome: "not_found", detail: "needs a domain" };
  if (isFree(domain)) {
    return {
      outcome: "not_found",
      detail: "this domain has mailboxes for the public: a guess would reach a stranger",
    };
  }
  const locals = candidateLocals(name, shapes.get(domain));
  if (locals.length === 0) return { outcome: "not_found", detail: "the name has no Latin letters" };
  return { outcome: "found", emails: locals.map((local) => `${local}@${domain}`) };
}

/** How many addresses of each domain have which shape. An address with several possible shapes counts for the first. */
function learnShapes(known: readonly KnownAddress[]): Map<string, KnownShape[]> {
  const counts = new Map<string, Map<Shape, number>>();
  for (const { domain, first, last, email } of known) {
    const [shape] = shapesOf(email, { first, last });
    if (shape === undefined) continue;
    const ofDomain = counts.get(domain) ?? new Map<Shape, number>();
    ofDomain.set(shape, (ofDomain.get(shape) ?? 0) + 1);
    counts.set(domain, ofDomain);
  }
  return new Map(
    [...counts].map(([domain, shapes]) => [domain, [...shapes].map(([shape, count]) => ({ shape, count }))]),
  );
}
