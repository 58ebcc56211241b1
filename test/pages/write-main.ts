import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedParts, replacePart } from "./generated-pages.ts";

// npm run pages      writes the generated parts of the documents anew.
for (const part of generatedParts) {
  const file = join(import.meta.dirname, "../..", part.document);
  writeFileSync(file, replacePart(readFileSync(file, "utf8"), part));
}
