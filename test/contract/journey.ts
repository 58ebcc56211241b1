import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/**
 * What a customer does first. The programs in python/, go/ and typescript/ do it with a generated client each, and print a
 * line for each step: sign up, verify an email, start a job from a CSV with a mapping, wait for it, read its rows, and
 * be refused.
 */
export const journey = [
  { step: "sign-up", modes: ["live", "test"] },
  { step: "verify", status: "valid", credits: 1 },
  { step: "job", mode: "test", submitted: 2 },
  { step: "events", status: "completed", captured: 1 },
  {
    step: "results",
    rows: [
      ["K-1", "verified", "valid"],
      ["K-2", "verified", "invalid"],
    ],
  },
  { step: "error", status: 422, code: "validation_failed", pointer: "/mapping/email" },
];

/** What such a program printed. */
export function stepsOf(output: string): unknown[] {
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

/** A live server, its document as a file, and a directory to make a client in. */
export interface JourneyStart extends AsyncDisposable {
  readonly server: LiveServer;
  readonly document: string;
  readonly directory: string;
}

export async function startJourney(): Promise<JourneyStart> {
  await using parts = new AsyncDisposableStack();
  // On a busy machine an answer at once may take long.
  const server = parts.use(await startLiveServer({ singleWaitMs: 60_000 }));
  const { directory }: Workshop = parts.use(await openWorkshop());
  const document = join(directory, "openapi.json");
  await writeFile(document, await (await fetch(`${server.url}/openapi.json`)).text());
  const started = parts.move();
  return { server, document, directory, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
