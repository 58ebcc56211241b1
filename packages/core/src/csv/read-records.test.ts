import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCells, readRecords, UnreadableCsvError, type CsvRecord } from "#csv/read-records.ts";

async function* pieces(text: string | Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string);
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

function read(
  text: string | Uint8Array,
  sizes: readonly number[] = [1_000],
  label = "utf-8",
): Promise<CsvRecord[]> {
  return Array.fromAsync(readRecords(pieces(text, sizes), { encoding: { label }, delimiter: "," }));
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cellArbitrary = fc.string({
  unit: fc.constantFrom("a", "é", "漢", '"', ",", ";", "\n", "\r", " ", "'", "="),
});
const rowsArbitrary = fc.array(fc.array(cellArbitrary, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

describe("records", () => {
  test("keep the text as it was written, beside the cells", async () => {
    const records = await read('a,"b ""x"" ",c\r\n"multi\r\nline",,\r\nlast,row,');
    expect(records.map(({ raw }) => raw)).toEqual(['a,"b ""x"" ",c', '"multi\r\nline",,', "last,row,"]);
    expect(records.map(({ cells }) => cells)).toEqual([
      ["a", 'b "x" ', "c"],
      ["multi\r\nline", "", ""],
      ["last", "row", ""],
    ]);
  });

  test("end in CR, LF or CRLF, even in one file; blank lines are not records", async () => {
    const records = await read("a,1\nb,2\r\nc,3\rd,4\n\n\r\n");
    expect(records.map(({ raw }) => raw)).toEqual(["a,1", "b,2", "c,3", "d,4"]);
  });

  test("a quote in the middle of a cell is text", async () => {
    expect((await read('5" pipe,x\n')).map(({ cells }) => cells)).toEqual([['5" pipe', "x"]]);
  });

  test("come out the same however the bytes are cut, and their raw texts make the file again", async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsArbitrary,
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        async (rows, sizes, newline) => {
          const text = rows.map((cells) => cells.map(quoted).join(",") + newline).join("");
          const whole = await read(text, [text.length * 4]);
          expect(whole.map(({ cells }) => cells)).toEqual(rows);
          expect(whole.map(({ raw }) => raw + newline).join("")).toBe(text);
          expect(await read(text, sizes)).toEqual(whole);
          expect(whole.map(({ raw }) => parseCells(raw, ","))).toEqual(rows);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("know the line on which they begin, whatever is quoted or blank before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 2 }), fc.array(cellArbitrary, { minLength: 2, maxLength: 3 })), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        async (rows, sizes, newline) => {
          let text = "";
          const lines = rows.map(([blank, cells]) => {
            text += newline.repeat(blank);
            const line = (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1;
            text += cells.map(quoted).join(",") + newline;
            return line;
          });
          const records = await read(text, sizes);
          expect(records.map(({ line }) => line)).toEqual(lines);
          expect(records.map(({ raw }) => raw)).toEqual(rows.map(([, cells]) => cells.map(quoted).join(",")));
          const broken: unknown = await read(`${text}a,"b`, sizes).catch((error: unknown) => error);
          expect(broken).toMatchObject({ line: (text.match(/\r\n|\r|\n/g)?.length ?? 0) + 1 });
        },
      ),
      { numRuns: 200 },
    );
  });

  test("are read in the encoding of the file", async () => {
    const latin = Uint8Array.from(Buffer.from("J\xfcrgen,Wei\xdf\n", "latin1"));
    expect((await read(latin, [3], "windows-1252"))[0]?.cells).toEqual(["Jürgen", "Weiß"]);
  });
});

describe("a file that cannot be read", () => {
  test.each([
    ["at the start", '"open,x\ny,z\n', 1],
    ["after records", 'a,b\nc,"multi\nline"\nd,"open\ne,f\n', 4],
  ])("names the line of the record whose quote is never closed: %s", async (_, text, line) => {
    for (const sizes of [[1], [1_000]]) {
      const error: unknown = await read(text, sizes).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnreadableCsvError);
      expect(error).toMatchObject({ line });
    }
  });

  test("passes on what the stream itself throws", async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a,b\nc,d\n");
      throw new Error("the client went away");
    }
    const reading = Array.fromAsync(readRecords(broken(), { encoding: { label: "utf-8" }, delimiter: "," }));
    await expect(reading).rejects.toThrow("the client went away");
  });
});
