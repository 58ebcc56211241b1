import { bundleClient } from "./client-bundle.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements, type Measurement } from "./report/table.ts";

/** Measured in the same way on 2026-11-30, when the client checked answers with the contract's schemas. */
const WITH_SCHEMAS = { bytes: 150_357, gzipBytes: 43_762 };

/** The size that the client adds to a page. */
export async function benchClient(): Promise<void> {
  const bundle = await bundleClient();
  const before = lineOf("with zod (2026-11-30)", WITH_SCHEMAS);
  const now = lineOf("now", bundle);
  const ratios = { "with zod": bundle.gzipBytes / WITH_SCHEMAS.gzipBytes };
  printMeasurements("The client in a browser", describeMachine(), [before, { ...now, ratios }]);
}

function lineOf(name: string, size: { readonly bytes: number; readonly gzipBytes: number }): Measurement {
  return { name, figures: { "kB minified": size.bytes / 1000, "kB gzipped": size.gzipBytes / 1000 } };
}
