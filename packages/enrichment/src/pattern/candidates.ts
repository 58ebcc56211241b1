const CANDIDATES_MAX = 6;
const TRANSLITERATIONS: Record<string, readonly string[]> = {
  ä: ["ae", "a"],
  ö: ["oe", "o"],
  ü: ["ue", "u"],
  ß: ["ss"],
  æ: ["ae"],
  œ: ["oe"],
  ø: ["o", "oe"],
  å: ["a", "aa"],
  đ: ["d"],
  ł: ["l"],
  þ: ["th"],
  ı: ["i"],
};

/**
 * The likeliest local parts of a person's mail address, most frequent pattern first: first.last, flast, first, firstlast,
 * f.last, last, with the usual spellings of umlauts. At most six, so that a host is not probed like an attacker would.
 */
export function candidateLocals(name: { readonly first: string; readonly last: string }): string[] {
  const locals: string[] = [];
  for (const first of spellings(name.first)) {
    for (const last of spellings(name.last)) {
      locals.push(
        `${first}.${last}`,
        `${first[0]}${last}`,
        first,
        `${first}${last}`,
        `${first[0]}.${last}`,
        last,
      );
    }
  }
  return [...new Set(locals)].slice(0, CANDIDATES_MAX);
}

/** ASCII spellings of one name part, likeliest first; hyphens stay, spaces and apostrophes go. */
export function spellings(part: string): string[] {
  const lower = part.normalize("NFC").toLowerCase();
  const variants = [0, 1].map((choice) =>
    [...lower]
      .map((letter) => {
        const options = TRANSLITERATIONS[letter];
        return options === undefined ? letter : (options[choice] ?? options[0]!);
      })
      .join("")
      .normalize("NFD")
      .replace(/[^a-z0-9-]+/g, ""),
  );
  return [...new Set(variants)].filter((variant) => /[a-z]/.test(variant));
}

/** First and last name of a person, or undefined: `Grace Brewster Hopper` → Grace, Hopper. */
export function splitName(person: {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
}): { first: string; last: string } | undefined {
  if (person.firstName && person.lastName) return { first: person.firstName, last: person.lastName };
  const parts = (person.fullName ?? "").trim().split(/\s+/);
  const first = parts[0];
  const last = parts.at(-1);
  if (parts.length < 2 || !first || !last) return undefined;
  return { first, last };
}
