import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeQueues } from "@winnow/queues";
import { expect, test } from "vitest";

// What the README says of queues is generated from the code; the formatter may align it.
const readme = squeeze(await readFile(join(import.meta.dirname, "../README.md"), "utf8"));

function squeeze(text: string): string {
  return text
    .replaceAll(/-{2,}/g, "--")
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/ ?\| ?/g, "|");
}

test("the README's queue map is the catalogue's", () => {
  expect(readme).toContain(squeeze(describeQueues()));
});
