import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem, type ErrorCode } from "@winnow/contracts";
import { z } from "zod";

const Recorded = z.record(z.string(), Problem);

/** What a server answered to the example calls. `recorded.test.ts` makes the calls and writes the file with `-u`. */
export function readRecordedProblems(): Readonly<Partial<Record<ErrorCode, Problem>>> {
  const file = join(import.meta.dirname, "recorded.json");
  return Recorded.parse(JSON.parse(readFileSync(file, "utf8")));
}
