import { spellings } from "#pattern/spelling.ts";
import { cleanDomain, cleanLinkedinUrl, cleanText } from "#http/clean.ts";
import type { HttpProviderDefinition } from "#http/definition.ts";
import { readPath } from "#http/path.ts";
import type { PersonValues } from "#http/person-field.ts";

type EchoField = keyof HttpProviderDefinition["answer"]["echo"];

/** Whether an answer may be about the person of the call. Only fields that both have are compared. */
export function isAbout(
  values: PersonValues,
  echo: HttpProviderDefinition["answer"]["echo"],
  answer: unknown,
): boolean {
  const fields = Object.keys(echo) as EchoField[];
  return fields.every((field) => {
    const path = echo[field];
    const asked = askedFor(field, values);
    const answered =
      path &&
      readPath(path, answer)
        .map(cleanText)
        .find((text) => text !== undefined);
    return asked === undefined || answered === undefined || compare[field](asked, answered);
  });
}

/** A person's field, also under another name: a last name is one of the words of a full name. */
function askedFor(field: EchoField, values: PersonValues): string | undefined {
  if (values[field] !== undefined) return values[field];
  if (field === "first_name" || field === "last_name") return values.full_name;
  if (field === "full_name" && values.first_name !== undefined && values.last_name !== undefined)
    return `${values.first_name} ${values.last_name}`;
  return undefined;
}

const compare: Record<EchoField, (asked: string, answered: string) => boolean> = {
  email: (asked, answered) => fold(asked) === fold(answered),
  domain: (asked, answered) =>
    (cleanDomain(asked) ?? fold(asked)) === (cleanDomain(answered) ?? fold(answered)),
  linkedin_url: (asked, answered) => profileOf(asked) === profileOf(answered),
  first_name: isSameName,
  last_name: isSameName,
  full_name: isSameName,
};

/** `Grace Hopper` is `Grace Brewster Hopper`: the longer name has all words of the shorter one. */
function isSameName(asked: string, answered: string): boolean {
  const [shorter, longer] = [wordsOf(asked), wordsOf(answered)].toSorted((a, b) => a.length - b.length);
  return (shorter ?? []).every((word) => longer?.some((other) => isSameWord(word, other)));
}

/** `Müller` is `Mueller` and `Muller`, `J.` is `John`. */
function isSameWord(word: readonly string[], other: readonly string[]): boolean {
  const isInitial = (short: string, long: string) => short.length === 1 && long.startsWith(short);
  return word.some((form) =>
    other.some((match) => form === match || isInitial(form, match) || isInitial(match, form)),
  );
}

/** The words of a name, each in its usual spellings. */
function wordsOf(name: string): string[][] {
  return fold(name)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "")
    .map((word) => [withoutAccents(word), ...spellings(word)]);
}

const fold = (text: string): string => text.normalize("NFC").trim().toLowerCase();
const withoutAccents = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{M}+/gu, "")
    .normalize("NFC");
const profileOf = (text: string): string =>
  fold(cleanLinkedinUrl(text) ?? text)
    .replace(/^https:\/\/[^/]*/, "")
    .replace(/\/+$/, "");
