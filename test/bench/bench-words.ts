import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { countWords, splitSentences, type Prose, type Sentence } from "./words/prose.ts";
import { readMarkdown } from "./words/read-markdown.ts";
import { readSource } from "./words/read-source.ts";
import { findRejected, rejectedPhrases } from "./words/rejected.ts";

const root = join(import.meta.dirname, "../..");
const SOURCES = ["{apps,packages,test}/**/*.{ts,mts,mjs}", "*.ts"];
const PAGES = ["*.md", "docs/**/*.md", "{apps,packages,test}/**/*.md"];
const LONG_SENTENCE_WORDS = 35;

/** Texts that are not the writer's to change: migrations that landed, replies of mail hosts, generated files, these lists. */
const notOurs = [
  /node_modules|\.tsbuild|\.d\.ts$/,
  /^packages\/database\/src\/migration\//,
  /\/transcript\//,
  /^test\/(?:bench\/words|mta\/data)\//,
];

interface Place extends Sentence {
  readonly phrase: string;
}

/**
 * Counts the phrases that the project's prose rejects, per 1,000 words of comments, docstrings, pages, error texts, help and
 * test names. `--list` prints each place, `--list=<folder>` those below a folder.
 */
export async function benchWords(): Promise<void> {
  const prose = await readProse();
  const sentences = prose.flatMap(splitSentences);
  const places = sentences.flatMap((sentence) =>
    findRejected(sentence.text).map(({ phrase }): Place => ({ ...sentence, phrase })),
  );
  const long = sentences.filter(({ text }) => countWords(text) > LONG_SENTENCE_WORDS);
  const listed = process.argv.find((argument) => /^--list\b/.test(argument))?.replace(/^--list=?/, "");
  if (listed !== undefined) {
    const inFolder = ({ path }: Sentence) => path.startsWith(listed);
    for (const place of places.filter(inFolder)) print(`${at(place)} [${place.phrase}] ${place.text}`);
    for (const one of long.filter(inFolder)) print(`${at(one)} [${countWords(one.text)} words] ${one.text}`);
  }
  printRooms(prose, places);
  print("\n| phrase | places | instead |\n|---|---:|---|");
  for (const { phrase, instead } of rejectedPhrases) {
    print(`| ${phrase} | ${places.filter((place) => place.phrase === phrase).length} | ${instead} |`);
  }
  print(`\nSentences longer than ${LONG_SENTENCE_WORDS} words: ${long.length} of ${sentences.length}`);
  await printPages();
}

async function readProse(): Promise<Prose[]> {
  const sources = await readFiles(SOURCES);
  const pages = await readFiles(PAGES);
  return [
    ...sources.flatMap(({ path, text }) => readSource(path, text)),
    ...pages.flatMap(({ path, text }) => readMarkdown(path, text)),
  ];
}

async function readFiles(patterns: readonly string[]): Promise<{ path: string; text: string }[]> {
  const found = await Array.fromAsync(glob([...patterns], { cwd: root, exclude: ["**/node_modules"] }));
  const paths = found.filter((path) => !notOurs.some((pattern) => pattern.test(path))).toSorted();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })));
}

function printRooms(prose: readonly Prose[], places: readonly Place[]): void {
  print("\n## Rejected phrases\n\n| room | words | places | per 1,000 |\n|---|---:|---:|---:|");
  const rooms = [...new Set(prose.map(({ path }) => roomOf(path)))].toSorted();
  const line = (room: string, belongs: (path: string) => boolean) => {
    const words = prose
      .filter(({ path }) => belongs(path))
      .reduce((sum, { text }) => sum + countWords(text), 0);
    const count = places.filter(({ path }) => belongs(path)).length;
    print(`| ${room} | ${words} | ${count} | ${((1000 * count) / words).toFixed(2)} |`);
  };
  for (const room of rooms) line(room, (path) => roomOf(path) === room);
  line("all", () => true);
}

/** "packages/core", "test", "docs"; files at the root are one room. */
function roomOf(path: string): string {
  const [first = "", second = ""] = path.split("/");
  if (second === "") return "root";
  return first === "apps" || first === "packages" ? `${first}/${second}` : first;
}

async function printPages(): Promise<void> {
  const pages = (await readFiles(PAGES)).map(({ path, text }) => ({
    path,
    lines: text.trimEnd().split("\n").length,
  }));
  const sorted = pages.toSorted((one, other) => one.lines - other.lines);
  const median = sorted[Math.floor((sorted.length - 1) / 2)];
  const longest = sorted.at(-1);
  print(
    `Pages: ${pages.length}, median ${median?.lines} lines, longest ${longest?.lines} (${longest?.path})`,
  );
}

const at = ({ path, line }: Sentence) => `${path}:${line}:`;
const print = (line: string) => process.stdout.write(`${line}\n`);
