import { createHash } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCells } from "#csv/read-records.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { exportResults } from "#job/results.ts";

let database: TestDatabase;
let pipeline: Awaited<ReturnType<typeof createPipeline>>;
beforeAll(async () => {
  database = await createTestDatabase();
  pipeline = await createPipeline(database, { credits: 1_000_000 });
});
afterAll(() => database[Symbol.asyncDispose]());

async function exportOf(file: string | Uint8Array, formulas?: "escape"): Promise<Buffer> {
  const job = await pipeline.run(await pipeline.submit(file));
  const exported = await exportResults(pipeline.caller, { jobId: job.id, formulas });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  return Buffer.concat(await Array.fromAsync(exported.csv));
}

const APPENDED =
  "winnow_status;winnow_reason;winnow_email;winnow_email_status;winnow_email_reason;winnow_flags;winnow_did_you_mean;winnow_credits;winnow_duplicate_of";

describe("the caller's own file comes back", () => {
  test("with its quotes, line breaks, blanks and spelling, results behind", async () => {
    const csv = await exportOf(
      '\uFEFF"Nr";E-Mail; Notiz \r\n007; valid@a.test;"say ""hi"";\r\nthere"\r\n8;valid@a.test;=1+1\r\n',
    );
    expect(csv.toString("utf8")).toBe(
      `\uFEFF"Nr";E-Mail; Notiz ;${APPENDED}\r\n` +
        '007; valid@a.test;"say ""hi"";\r\nthere";verified;;valid@a.test;valid;because;free;;1;\r\n' +
        "8;valid@a.test;=1+1;duplicate;;;;;;;0;1\r\n",
    );
  });

  test("short rows are filled up, so that results stand below their names", async () => {
    const csv = (await exportOf("email,a,b\nvalid@a.test\n")).toString();
    expect(csv.split("\n")[1]).toBe("valid@a.test,,,verified,,valid@a.test,valid,because,free,,1,");
  });

  test.each([
    ["UTF-16", Buffer.from("\uFEFFName;E-Mail\r\nJürgen;valid@a.test\r\n", "utf16le"), "utf16le"],
    ["Windows-1252", Buffer.from("Name;E-Mail\r\nJ\xfcrgen;valid@a.test\r\n", "latin1"), "latin1"],
  ] as const)("in its encoding: %s", async (_, file, encoding) => {
    const text = (await exportOf(Uint8Array.from(file))).toString(encoding);
    const [header, line] = file.toString(encoding).split("\r\n");
    expect(text.split("\r\n")[0]).toBe(`${header};${APPENDED}`);
    expect(text.split("\r\n")[1]).toContain(`${line};verified;`);
  });

  test("whatever the cells hold: the first columns of each row are the caller's bytes", async () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "漢", '"', ",", "\n", "\r\n", " ", "'", "=", "\t"),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, fc.boolean()), { minLength: 1, maxLength: 5 }),
        fc.constantFrom("\n", "\r\n"),
        async (rows, newline) => {
          const quote = (text: string, always: boolean) =>
            always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
          const lines = rows.map(([before, after, always], index) =>
            [quote(before, always), `valid${index}@a.test`, quote(after, always)].join(","),
          );
          const csv = (await exportOf(["x,email,y", ...lines, ""].join(newline))).toString();
          let rest = csv.slice(csv.indexOf(newline) + newline.length);
          for (const line of lines) {
            expect(rest.startsWith(`${line},verified,`)).toBe(true);
            rest = rest.slice(line.length);
            rest = rest.slice(rest.indexOf(newline) + newline.length);
          }
          expect(rest).toBe("");
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("with formulas escaped a spreadsheet runs nothing, neither the caller's cells nor ours", async () => {
  const csv = (await exportOf('email;note\n=cmd;"=1;2"\n+49;-x\n', "escape")).toString();
  const cells = csv
    .trim()
    .split("\n")
    .flatMap((line) => parseCells(line, ";"));
  expect(cells.filter((text) => /^[=+\-@]/.test(text))).toEqual([]);
  expect(cells).toContain("'=1;2");
});

test("nothing of ours can become a formula even in the raw file", async () => {
  const csv = (await exportOf("email;note\n=1+1@a.test;x\n")).toString();
  expect(csv.split("\n")[1]).toMatch(/^=1\+1@a\.test;x;[^=]*;'=1\+1@a\.test;/);
});

test("two runs of one file are, byte for byte, one export", async () => {
  const file = "email\nvalid@a.test\ninvalid@b.test\ncatch_all@c.test\nno address\n";
  const digest = async () =>
    createHash("sha256")
      .update(await exportOf(file))
      .digest("hex");
  expect(await digest()).toBe(await digest());
});
