import type { House, SourceFile } from "./house.ts";

/** Banned synonyms, and the words to use instead. */
const banned: Readonly<Record<string, string>> = {
  lead: "contact or row",
  leads: "contacts or rows",
  record: "row, entry or contact",
  records: "rows, entries or contacts",
  item: "row",
  items: "rows",
  task: "job",
  tasks: "jobs",
};

/** Where such a word is the field's own word for something else. */
const ownMeaning: readonly {
  readonly path: string;
  readonly words: readonly string[];
  readonly why: string;
}[] = [
  { path: "packages/verifier/", words: ["record", "records"], why: "DNS resource records (RFC 1035)" },
  { path: "packages/sandbox/", words: ["record", "records"], why: "DNS resource records (RFC 1035)" },
  ...["csv/", "job/intake/open-csv.ts", "directory/open-contacts.ts"].map((path) => ({
    path: `packages/core/src/${path}`,
    words: ["record", "records"],
    why: "CSV records (RFC 4180): the header is one, too, and a row is what it becomes",
  })),
  {
    path: "test/architecture/",
    words: ["record", "records", "lead", "leads", "item", "items", "task", "tasks"],
    why: "this list",
  },
];

/** After these words `record` is a noun even at the start: recordId, recordCount. */
const nounTails = new Set([
  "id",
  "ids",
  "key",
  "count",
  "number",
  "index",
  "type",
  "kind",
  "list",
  "set",
  "map",
  "size",
  "length",
  "name",
  "schema",
  "table",
]);

/** A banned synonym in an identifier that the file declares or uses by itself; properties of other packages' objects are exempt. */
export function checkWords(house: House): string[] {
  return house.rooms.flatMap((room) => room.files).flatMap(checkFile);
}

function checkFile(file: SourceFile): string[] {
  const excused = new Set(
    ownMeaning.filter(({ path }) => file.path.startsWith(path)).flatMap(({ words }) => words),
  );
  const seen = new Set<string>();
  return file.tokens.flatMap((token, index) => {
    if (token.type !== "name" || seen.has(token.text)) return [];
    const previous = file.tokens[index - 1]?.text;
    if (previous === "." || previous === "?.") return [];
    if (token.text === "Record" && file.tokens[index + 1]?.text === "<") return [];
    const word = bannedWord(token.text);
    if (word === undefined || excused.has(word)) return [];
    seen.add(token.text);
    return [`${file.path}:${token.line} says "${token.text}": here a ${word} is called ${banned[word]}`];
  });
}

/** The first banned word in a name; `record` before another word is a verb (recordEvent) and allowed. */
export function bannedWord(name: string): string | undefined {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[\s_$#\d]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
  const isVerb = words[0] === "record" && words[1] !== undefined && !nounTails.has(words[1]);
  return words.find((word, index) => word in banned && !(isVerb && index === 0));
}
