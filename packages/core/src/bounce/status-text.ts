import { addressOf } from "#bounce/address.ts";
import { bounceKindOf } from "#bounce/bounce-kind.ts";
import type { RecipientReport } from "#bounce/recipient-report.ts";
import type { FoundStatusCode } from "#bounce/status-code.ts";

/** A line that begins with an address. Most servers begin their text about a recipient with one. */
const ENTRY =
  /^[ \t>*•{-]*(?:"?(?:recipient(?: address)?|to|email(?:address)?)"?[ \t]*:[ \t]*"?)?<?([^\s<>()@,;:"']{1,64}@[^\s<>()@,;:"']{1,255})/i;
/** Amazon SES notifies in JSON, on one line. */
const JSON_ENTRY = /(?=\{\s*"emailAddress")/g;
/** The heading of the returned message. A code below it is not the server's. */
const RETURNED_MESSAGE =
  /^[ \t>*_-]*(?:this is a copy of (?:the|your) message|below (?:this line )?is (?:a copy|the original)|original message\b|(?:unsent|original) message follows|message header follows)/im;

type Find = (text: string) => FoundStatusCode | undefined;

/**
 * Reads what a report says in words: about one recipient where it names several, else as a whole.
 * @param address the recipient, as `addressOf` writes it.
 * @param find tells the status code of a text.
 */
export function readStatusText(text: string, address: string, find: Find): RecipientReport[] {
  const said = text.slice(0, RETURNED_MESSAGE.exec(text)?.index).replaceAll(JSON_ENTRY, "\n");
  const sections = sectionsOf(said);
  const named = new Set(sections.flatMap((section) => section.addresses));
  if (named.size <= 1) return [reportOf(said, find)];
  const own = sections.filter(({ addresses }) => addresses.includes(address));
  const entries = told(
    own.map((section) => section.lines.join("\n")),
    find,
  );
  if (entries.length > 0) return entries;
  // The transcript of a session stands below all addresses.
  const lines = said.split("\n");
  const mentions = told(
    lines.filter((line) => isMentioned(address, line)),
    find,
  );
  return mentions.length > 0 || named.has(address) ? mentions : told(lines, find);
}

interface Section {
  readonly addresses: readonly string[];
  readonly lines: string[];
}

/** What stands before the first address, and what follows each. */
function sectionsOf(text: string): Section[] {
  let section: Section = { addresses: [], lines: [] };
  const sections = [section];
  for (const line of text.split("\n")) {
    const entry = ENTRY.exec(line)?.[1];
    const address = entry === undefined ? undefined : addressOf(entry.replace(/\.$/, ""));
    if (address !== undefined && !section.addresses.includes(address)) {
      section = { addresses: [address], lines: [] };
      sections.push(section);
    }
    section.lines.push(line);
  }
  return sections;
}

/** Whether a line holds an address, and not just another one that ends with it or begins with it. */
function isMentioned(address: string, line: string): boolean {
  const text = line.toLowerCase();
  const start = text.indexOf(address);
  if (start < 0) return false;
  return (
    !/[\w.+-]/.test(text[start - 1] ?? "") && !/^(?:[\w-]|\.\w)/.test(text.slice(start + address.length))
  );
}

/** The texts that hold a status code. */
function told(texts: readonly string[], find: Find): RecipientReport[] {
  return texts.map((text) => reportOf(text, find)).filter(({ kind }) => kind !== undefined);
}

/** Names no address: the caller has chosen the text by recipient. */
function reportOf(text: string, find: Find): RecipientReport {
  const code = find(text);
  if (code === undefined) return { addresses: [], kind: undefined, evidence: "" };
  const lineStart = text.lastIndexOf("\n", code.index) + 1;
  return { addresses: [], kind: bounceKindOf(code), evidence: text.slice(lineStart) };
}
