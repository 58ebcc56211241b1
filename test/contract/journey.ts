import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/**
 * The first steps of a customer. Each program in python/, go/ and typescript/ does them with a generated client, and prints a
 * line for each. The steps: sign up, verify an email, start a job from a CSV with a mapping, wait for it, read its rows, and
 * receive an error.
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

/** The output of such a program. */
export function stepsOf(output: string): unknown[] {
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

/** A live server, its document as a file, and a directory for a client. */
export interface JourneyStart extends AsyncDisposable {
  readonly server: LiveServer;
  readonly document: string;
  readonly directory: string;
}

export async function startJourney(): Promise<JourneyStart> {
  await using parts = new AsyncDisposableStack();
  // On a busy machine, a synchronous answer may take long.
  const server = parts.use(await startLiveServer({ singleWaitMs: 60_000 }));
  const { directory }: Workshop = parts.use(await openWorkshop());
  const document = join(directory, "openapi.json");
  await writeFile(document, await (await fetch(`${server.url}/openapi.json`)).text());
  const started = parts.move();
  return { server, document, directory, [Symbol.asyncDispose]: () => started.disposeAsync() };
}
