import { expect, test } from "vitest";
import { readPastedList } from "#body/pasted-list.ts";

async function read(text: string | Uint8Array, pieceBytes = 7): Promise<string> {
  const bytes = Buffer.from(text as string);
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield bytes.subarray(start, start + pieceBytes);
    }
  }
  return Buffer.concat(await Array.fromAsync(readPastedList(pieces()))).toString();
}

test.each([
  ["names before addresses", "Ada Lovelace <ada@x.test>\nBob <bob@x.test>\n"],
  ["one line with commas", "ada@x.test, bob@x.test"],
  ["one line with semicolons, as Outlook has it", "Lovelace Ada <ada@x.test>; Bob <bob@x.test>;"],
  ["a name in quotes, with a comma in it", '"Lovelace, Ada" <ada@x.test>, bob@x.test'],
  ["addresses in brackets, without names", "<ada@x.test>\r\n\r\n<bob@x.test>"],
  ["a byte order mark", "\uFEFFada@x.test;bob@x.test\r\n"],
])("%s: each address is a row of a file of one column", async (_, text) => {
  expect(await read(text)).toBe("email\nada@x.test\nbob@x.test\n");
});

test.each([
  ["one address to a line", "ada@x.test\r\n\r\nbob@x.test"],
  ["cells between tabs", "Name\tE-Mail\nLovelace, Ada\tada@x.test\n"],
  ["a CSV", "email,name\nada@x.test,Ada\n"],
  ["a CSV without a header", "ada@x.test,Ada\nbob@x.test,Bob\n"],
  ["an invalid address", "ada@x.test, bob"],
  ["a bracket that stays open", "Ada <ada@x.test\nBob <bob@x.test>"],
  ["nothing", ""],
])("%s is left unchanged", async (_, text) => {
  expect(await read(text)).toBe(text);
});

test("text that is not UTF-8 is left unchanged, and so is a long one", async () => {
  const latin = Buffer.from("J\xfcrgen <j@x.test>\n", "latin1");
  expect(await read(latin)).toBe(latin.toString());
  const long = "ada@x.test,bob@x.test\n".repeat(60_000);
  expect(await read(long, 64 * 1024)).toBe(long);
});

test("a long line that is not a list takes linear time", async () => {
  for (const long of ["a", " ", "\n", "a ", "a@b", '" "']) {
    const text = `${long.repeat(300_000)} <,`;
    expect(await read(text, 64 * 1024)).toBe(text);
  }
});
