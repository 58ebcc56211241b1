import { CreateCsvJobQuery } from "@winnow/contracts";
import { describe, expect, test } from "vitest";
import { openCsv } from "#job/intake/open-csv.ts";
import type { InputRow } from "#job/intake/input-row.ts";

async function open(file: string | Uint8Array, query: Record<string, unknown> = {}) {
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(file as string);
  }
  const opened = await openCsv(body(), CreateCsvJobQuery.parse({ kind: "verify", ...query }));
  if (opened.outcome !== "opened") return { opened, rows: [] as InputRow[] };
  return { opened, source: opened.source, rows: await Array.fromAsync(opened.rows) };
}

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le"));

describe("the dialect", () => {
  test.each([
    ["semicolons and a byte order mark", "\uFEFFName;E-Mail\r\nAda;ada@acme.test\r\n", ";", "\r\n", true],
    ["tabs", "Name\tE-Mail\nAda\tada@acme.test\n", "\t", "\n", false],
    ["pipes", "Name|E-Mail\nAda|ada@acme.test", "|", "\n", false],
    [
      "commas inside quotes",
      'Name;E-Mail\n"Lovelace, Ada";ada@acme.test\n"Turing, Alan";alan@acme.test\n',
      ";",
      "\n",
      false,
    ],
    ["one column", "email\nada@acme.test\neve@acme.test\n", ",", "\n", false],
    ["a line break in the header", '"The\nName";E-Mail\r\nAda;ada@acme.test\r\n', ";", "\r\n", false],
  ])("%s", async (_, file, delimiter, newline, bom) => {
    const { source, rows } = await open(file);
    expect(source).toMatchObject({ delimiter, newline, bom });
    expect(rows[0]?.fields.email).toMatch(/@acme\.test$/);
  });

  test.each([
    ["Windows-1252", latin1("Vorname;E-Mail\nJ\xfcrgen;j@acme.test\n"), "windows-1252"],
    ["UTF-16", utf16("Vorname;E-Mail\nJürgen;j@acme.test\n"), "utf-16le"],
    ["UTF-8", "Vorname;E-Mail\nJürgen;j@acme.test\n", "utf-8"],
  ])("the encoding: %s", async (_, file, encoding) => {
    const { source, rows } = await open(file);
    expect(source).toMatchObject({ encoding });
    expect(rows[0]?.fields.first_name).toBe("Jürgen");
  });

  test("a file may have no header: then columns are numbered and the address is found by its look", async () => {
    const { source, rows } = await open("Ada,ada@acme.test\nEve,eve@acme.test\n");
    expect(source).toMatchObject({ header: null, columns: ["column_1", "column_2"] });
    expect(rows.map(({ fields }) => fields.email)).toEqual(["ada@acme.test", "eve@acme.test"]);
  });
});

describe("the mapping", () => {
  test.each([
    "E-Mail-Adresse",
    "email",
    "Adresse e-mail",
    "Correo electrónico",
    "Endereço de email",
    "Indirizzo email",
    "Emailadres",
  ])("%s is the address", async (column) => {
    expect((await open(`Nr;${column}\n1;ada@acme.test\n`)).rows[0]?.fields.email).toBe("ada@acme.test");
  });

  test("two columns with equal claim are for the caller to choose from", async () => {
    const file = "Email,E-Mail\na@x.test,b@x.test\n";
    expect((await open(file)).opened).toMatchObject({
      outcome: "ambiguous",
      candidates: ["Email", "E-Mail"],
    });
    const chosen = await open(file, { mapping: '{"email":"E-Mail"}' });
    expect(chosen.rows[0]?.fields.email).toBe("b@x.test");
  });

  test("a column that is named but absent is told", async () => {
    expect((await open("Email\na@x.test\n", { mapping: '{"email":"Mail"}' })).opened).toEqual({
      outcome: "unknown_column",
      field: "email",
      column: "Mail",
    });
  });

  test("verifying needs addresses; enriching needs a person to look for", async () => {
    expect((await open("Name\nAda\n")).opened.outcome).toBe("ambiguous");
    expect((await open("Name\nAda Lovelace\n", { kind: "enrich" })).opened).toMatchObject({
      field: "domain",
    });
    expect((await open("Name,Firma\nAda Lovelace,Acme\n", { kind: "enrich" })).rows[0]?.fields).toEqual({
      full_name: "Ada Lovelace",
      company: "Acme",
    });
  });
});

describe("rows that cannot be used are marked, one by one", () => {
  test.each([
    ["NUL", "a\0b,x@y.test", "nul_byte"],
    ["too many cells", "a,x@y.test,c", "ragged"],
    ["ten megabytes in a cell", `${"n".repeat(10 * 1024 * 1024)},x@y.test`, "cell_too_large"],
    ["too few cells", "a", null],
    ["a formula", "=cmd|' /C calc'!A0,x@y.test", null],
  ])("%s", async (_, line, defect) => {
    const { rows } = await open(`note,email\n${line}\nb,z@y.test\n`);
    expect(rows.map((row) => row.defect)).toEqual([defect, null]);
    expect(rows[0]?.raw).toBe(line);
  });

  test("bytes that are not text", async () => {
    // Valid for longer than the sample that the encoding is told from.
    const start = `note,email\n${"ok,a@y.test\n".repeat(8_000)}`;
    const file = Buffer.concat([
      Buffer.from(start),
      Buffer.from([0x62, 0xff, 0x2c]),
      Buffer.from("x@y.test\n"),
    ]);
    const { rows } = await open(Uint8Array.from(file));
    expect(rows).toHaveLength(8_001);
    expect(rows.at(-1)?.defect).toBe("invalid_unicode");
    expect(rows.filter((row) => row.defect !== null)).toHaveLength(1);
  });
});

test.each(["", "\n\n", "email\n", "\uFEFF"])("a file without a row is empty: %j", async (file) => {
  expect((await open(file)).opened.outcome).toBe("empty");
});

test("an unknown encoding is refused", async () => {
  expect((await open("email\na@b.test\n", { encoding: "klingon" })).opened.outcome).toBe("unknown_encoding");
});
