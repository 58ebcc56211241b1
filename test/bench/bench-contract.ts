import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateGo } from "../contract/go/generate.ts";
import { generatePython } from "../contract/python/generate.ts";
import { generateTypes } from "../contract/typescript/generate.ts";
import { startDeployment } from "../deployment/deployment.ts";
import { countClient, type Language } from "./contract/count-client.ts";
import { countDocument } from "./contract/count-document.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements, type Measurement } from "./report/table.ts";

const generators: Readonly<Record<Language, (document: string, directory: string) => Promise<string>>> = {
  Python: generatePython,
  Go: generateGo,
  TypeScript: generateTypes,
};

/**
 * The content of the OpenAPI document, and of clients generated from it. `WINNOW_EARLIER_DOCUMENT` names a file with the document
 * of an earlier version, as its server answered `GET /openapi.json`, to be measured as well.
 */
export async function benchContract(): Promise<void> {
  const earlier = process.env["WINNOW_EARLIER_DOCUMENT"];
  const documents = {
    ...(earlier !== undefined && { before: await readFile(earlier, "utf8") }),
    now: await servedDocument(),
  };
  printMeasurements(
    "The OpenAPI document",
    describeMachine(),
    Object.entries(documents).map(([name, text]) => ({ name, figures: { ...countDocument(text) } })),
  );
  const clients: Measurement[] = [];
  for (const language of Object.keys(generators) as Language[]) {
    for (const [name, text] of Object.entries(documents)) {
      clients.push(await measureClient(language, name, text));
    }
  }
  printMeasurements("Clients that are generated from it", describeMachine(), clients);
}

async function servedDocument(): Promise<string> {
  await using deployment = await startDeployment({ LOG_LEVEL: "error" });
  return (await fetch(`${deployment.api.ready}/openapi.json`)).text();
}

/** A generator may refuse a document: then there are no figures. */
async function measureClient(language: Language, version: string, text: string): Promise<Measurement> {
  await using parts = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), "winnow-client-"));
  parts.defer(() => rm(directory, { recursive: true, force: true }));
  const document = join(directory, "openapi.json");
  await writeFile(document, text);
  const name = `${language}, ${version}`;
  const refusal = await generators[language](document, directory).then(
    () => undefined,
    (error: Error) => error.message.split("\n")[1],
  );
  const figures = { ...(await countClient(language, directory)) };
  return { name, figures, ...(refusal !== undefined && { notes: `refused: ${refusal}` }) };
}
