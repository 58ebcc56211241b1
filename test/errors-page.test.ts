import { join } from "node:path";
import { errorPageAsMarkdown } from "@winnow/api";
import { expect, test } from "vitest";

// `vitest -u` writes the page anew, after that of apps/api has recorded the examples.
test("docs/errors.md is made from the error table", async () => {
  await expect(errorPageAsMarkdown()).toMatchFileSnapshot(join(import.meta.dirname, "../docs/errors.md"));
});
