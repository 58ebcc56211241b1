import { createHash } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseCells } from "#csv/read-records.ts";
import { createPipeline, verificationOf } from "#job/fixture/pipeline.ts";
import { exportNdjson, exportResults } from "#job/results/results.ts";

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
  test("with its quotes, line breaks, blanks and spelling, and the results after each row", async () => {
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

  test("bytes that are not text in the file's encoding become U+FFFD, and mark their row", async () => {
    // It comes after the sample from which the encoding is detected.
    const good = Buffer.from(`email;note\nvalid@a.test;${"y".repeat(70_000)}\nvalid@b.test;J`);
    const csv = (await exportOf(Uint8Array.from([...good, 0xff, 0x0a]))).toString("utf8");
    expect(csv.split("\n")[2]).toBe("valid@b.test;J\uFFFD;invalid_input;invalid_unicode;;;;;;0;");
    const nul = (await exportOf("email;note\nvalid@a.test;x\0y\n")).toString("utf8");
    expect(nul.split("\n")[1]).toBe("valid@a.test;x\uFFFDy;invalid_input;nul_byte;;;;;;0;");
  });

  test("a cell of ten megabytes comes back too, in a row that is marked for it", async () => {
    const line = `valid@a.test;${"x".repeat(10 * 1024 * 1024)}`;
    const csv = (await exportOf(`email;note\n${line}\nvalid@b.test;y\n`)).toString("utf8");
    const [, large, next] = csv.split("\n");
    expect(large === `${line};invalid_input;cell_too_large;;;;;;0;`).toBe(true);
    expect(next).toMatch(/^valid@b.test;y;verified;/);
  });

  test("a found name that the file's encoding cannot spell has question marks there, and is whole as JSON", async () => {
    const found = await createPipeline(database, {
      enrich: () => ({
        email: verificationOf("valid@found.test"),
        contact: { first_name: "Łukasz", last_name: "Müller" },
        attempts: [],
      }),
    });
    const file = Uint8Array.from(Buffer.from("Name;Firma\nJo M\xfcller;Acme\n", "latin1"));
    const job = await found.run(await found.submit(file, { kind: "enrich" }));
    const exported = await exportResults(found.caller, { jobId: job.id });
    if (exported.outcome !== "exported") throw new Error(exported.outcome);
    expect(Buffer.concat(await Array.fromAsync(exported.csv)).toString("latin1")).toMatch(
      /^Jo M\xfcller;Acme;found;.*;\?ukasz;M\xfcller;/m,
    );
    const rows = await exportNdjson(found.caller, { jobId: job.id });
    if (rows.outcome !== "exported") throw new Error(rows.outcome);
    expect((await Array.fromAsync(rows.lines)).join("")).toContain("Łukasz");
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

test("with formulas escaped a spreadsheet that cuts at semicolons runs nothing either", async () => {
  const csv = (await exportOf('email,note\n,x;=1+1\n,"x;""=1+1"\n,a;b\n', "escape")).toString();
  const notes = csv.split("\n").slice(1, 4);
  expect(notes[0]).toContain(",x;'=1+1,");
  expect(notes[1]).toContain(`,"x;""'=1+1",`);
  expect(notes[2]).toContain(",a;b,");
});

test("an appended cell is never a formula, even in the raw file", async () => {
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
