import fc from "fast-check";
import { expect, test } from "vitest";
import { detectDialect } from "#csv/dialect.ts";
import { LINE_ENDS } from "#csv/syntax.ts";
import { quoteCell } from "#csv/write-cell.ts";

const cellArbitrary = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\t", "|", "\n", "\r", " ") });

test("a table with an address in every row is cut as it was written", () => {
  const rows = fc.array(fc.tuple(cellArbitrary, cellArbitrary), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom(...LINE_ENDS),
      (cells, delimiter, newline) => {
        const lines = cells.map(([before, after], index) => [before, `ada${index}@acme.test`, after]);
        const text = lines
          .map((line) => line.map((cell) => quoteCell(cell, delimiter)).join(delimiter) + newline)
          .join("");
        expect(detectDialect(text)).toEqual({ delimiter, newline });
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  [
    "the sample ends inside quotes",
    'Name, first;Email\r\nAda, A.;a@x.test\r\nBob;"b@x.test',
    { delimiter: ";", newline: "\r\n" },
  ],
  [
    "a quote is never closed, and swallows what another delimiter would make addresses of",
    'Name,Email\nAda,a@x.test\nBob,b@x.test\nEve,"open\nx;c@x.test\ny|d@x.test\n',
    { delimiter: ",", newline: "\n" },
  ],
  [
    "a quote that a wrong delimiter leaves open",
    'email\na@x.test\nb;b@x.test\nnote;"open\nc@x.test\nd@x.test\n',
    { delimiter: ",", newline: "\n" },
  ],
  ["nothing but an open quote", '"Name;Email\nAda;a@x.test\n', { delimiter: ",", newline: "\r\n" }],
  [
    "another line break inside quotes",
    '"The\rName";Email\r\nAda;a@x.test\r\n',
    { delimiter: ";", newline: "\r\n" },
  ],
  ["a cell of commas in a file of tabs", ",,\tada@acme.test\t\r\n", { delimiter: "\t", newline: "\r\n" }],
  ["a blank line first, and no line break at the end", "\nAda;a@x.test", { delimiter: ";", newline: "\n" }],
])("%s", (_, sample, dialect) => {
  expect(detectDialect(sample)).toEqual(dialect);
});

test("a delimiter that is named is not guessed", () => {
  expect(detectDialect("a,b;c@x.test\n", ",")).toEqual({ delimiter: ",", newline: "\n" });
});
