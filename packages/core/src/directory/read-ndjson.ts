import { cellDefect } from "#csv/cell.ts";
import { lineOfContact, type DirectoryLine } from "#directory/line.ts";

/** A longer line cannot be a contact. */
const LINE_CHARACTERS_MAX = 64 * 1024;

/** Reads contacts as lines of JSON. A malformed line does not end the reading. */
export async function* readContactsNdjson(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<DirectoryLine> {
  let line = 0;
  for await (const text of readLines(bytes)) {
    line += 1;
    if (text === undefined) yield { line, defect: `is longer than ${LINE_CHARACTERS_MAX} characters` };
    else if (text.trim() !== "") yield parseLine(line, text);
  }
}

function parseLine(line: number, text: string): DirectoryLine {
  if (cellDefect(text) !== undefined) return { line, defect: "is not UTF-8 text" };
  try {
    return lineOfContact(line, JSON.parse(text));
  } catch {
    return { line, defect: "is not JSON" };
  }
}

/** Lines without their ends; undefined for one that is too long. */
async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder();
  let rest = "";
  let tooLong = false;
  for await (const block of bytes) {
    const parts = (rest + decoder.decode(block, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      yield tooLong || part.length > LINE_CHARACTERS_MAX ? undefined : part;
      tooLong = false;
    }
    if (rest.length > LINE_CHARACTERS_MAX) {
      tooLong = true;
      rest = "";
    }
  }
  rest += decoder.decode();
  if (tooLong || rest !== "") yield tooLong ? undefined : rest;
}
