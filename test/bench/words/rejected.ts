import { rightUses } from "./right-uses.ts";

/** A phrase that the project's prose does not use, and what it uses. */
export interface RejectedPhrase {
  readonly phrase: string;
  readonly pattern: RegExp;
  readonly instead: string;
}

/** Each is counted wherever it stands, except in the phrases of right-uses.ts. */
export const rejectedPhrases: readonly RejectedPhrase[] = [
  {
    phrase: "whoever, nobody, somebody, everybody, anybody",
    pattern: /\b(?:who(?:so)?(?:m)?ever|(?:no|some|every|any)(?:body|one)|no one)\b/gi,
    instead: "the actor: the worker, another caller, no other organization",
  },
  { phrase: "for nothing", pattern: /\bfor nothing\b/gi, instead: "free" },
  {
    phrase: "given back",
    pattern: /\bg(?:ive|ives|ave|iven|iving)(?: [\w’'`-]+){0,3} back\b/gi,
    instead: "refunded, released, returned",
  },
  { phrase: "behind", pattern: /\bbehind\b/gi, instead: "after" },
  { phrase: "turns", pattern: /\bturns?\b/gi, instead: "round trips" },
  { phrase: "found out", pattern: /\bf(?:ind|inds|ound|inding)(?: [\w’'`-]+)? out\b/gi, instead: "detected" },
  { phrase: "lives", pattern: /\b(?:lives|lived|outlives?|outlived)\b/gi, instead: "is running, exists" },
  { phrase: "asked", pattern: /\bask(?:s|ed|ing)?\b/gi, instead: "queried, connected to, requested" },
  {
    phrase: "is no file",
    pattern:
      /(?<!\bthere (?:(?:may|can|must|should|will|would) )?)\b(?:is|are|was|were|be|been|being) no (?!longer\b|more\b|less\b)/gi,
    instead: "is not a file",
  },
  { phrase: "put off", pattern: /\bput(?:s|ting)?(?: [\w’'`-]+)? off\b/gi, instead: "deferred" },
  {
    phrase: "that is known",
    pattern: /\b(?:that|which|who) (?:is|are|was|were) (?:not |un|well )?known\b/gi,
    instead: "known field, unknown field",
  },
];

/** The places of rejected phrases in a sentence. */
export function findRejected(sentence: string): RejectedPhrase[] {
  const right = rightUses.flatMap((pattern) => rangesOf(pattern, sentence));
  return rejectedPhrases.flatMap((phrase) =>
    rangesOf(phrase.pattern, sentence)
      .filter(([start, end]) => !right.some(([from, to]) => from <= start && end <= to))
      .map(() => phrase),
  );
}

const rangesOf = (pattern: RegExp, text: string) =>
  [...text.matchAll(pattern)].map(({ index, 0: match }) => [index, index + match.length] as const);
