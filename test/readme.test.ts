import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeQueues } from "@winnow/queues";
import { settings } from "@winnow/runtime";
import { expect, test } from "vitest";

// The README's tables of queues and settings are generated from the code; the formatter may align them.
const readme = squeeze(await readFile(join(import.meta.dirname, "../README.md"), "utf8"));

function squeeze(text: string): string {
  return text
    .replaceAll(/-{2,}/g, "--")
    .replaceAll(/[ \t]+/g, " ")
    .replaceAll(/ ?\| ?/g, "|");
}

test("the README's queue map equals the catalogue's", () => {
  expect(readme).toContain(squeeze(describeQueues()));
});

test.each(Object.entries(settings))("the README lists the setting %s", (name, setting) => {
  const fallback = "default" in setting ? String(setting.default) : "";
  const shown = fallback === "" ? "–" : `\`${fallback}\``;
  expect(readme).toContain(squeeze(`| \`${name}\` | ${shown} | ${setting.help.replaceAll("|", "\\|")} |`));
});
