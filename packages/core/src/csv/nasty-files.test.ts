import { CreateCsvJobQuery } from "@winnow/contracts";
import { expect, test } from "vitest";
import { NASTY_FILES } from "#csv/nasty-files.test-data.ts";
import { openCsv } from "#job/intake/open-csv.ts";
import { UnreadableCsvError } from "#csv/read-records.ts";

async function* pieces(file: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file as string);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(file: string | Uint8Array, query: Record<string, unknown>, size: number) {
  const opened = await openCsv(pieces(file, size), CreateCsvJobQuery.parse({ kind: "verify", ...query }));
  if (opened.outcome !== "opened") return { outcome: opened.outcome };
  const rows = await Array.fromAsync(opened.rows);
  return {
    outcome: "opened",
    source: opened.source,
    rows: rows.map(({ fields, defect }) => {
      const shown = fields.email ?? fields.full_name ?? "";
      return defect === null ? shown : `${shown} [${defect}]`;
    }),
  };
}

test("there are at least sixty of them", () => {
  expect(NASTY_FILES.length).toBeGreaterThanOrEqual(60);
});

// The result must not depend on how the network cuts the file.
test.each(NASTY_FILES)("$name", async ({ file, query = {}, rows, refused, line, source }) => {
  for (const size of file.length < 1_000 ? [1, 7, 64 * 1024] : [64 * 1024]) {
    if (refused === "unreadable") {
      const error: unknown = await read(file, query, size).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UnreadableCsvError);
      expect(error).toMatchObject({ line });
      continue;
    }
    const found = await read(file, query, size);
    expect(found.outcome).toBe(refused ?? "opened");
    if (refused !== undefined) continue;
    expect(found.rows).toEqual(rows);
    if (source !== undefined) expect(found.source).toMatchObject(source);
  }
});
