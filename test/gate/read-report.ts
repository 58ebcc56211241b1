import { readFile } from "node:fs/promises";
import type { Report } from "./tally.ts";

/** Vitest's JSON report; undefined when the run left none that can be parsed. */
export async function readReport(path: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
