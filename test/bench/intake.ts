import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { OpenDatabase } from "@winnow/database";
import { from as copyFrom } from "pg-copy-streams";
import type { Deployment } from "../deployment/deployment.ts";

const HEADER = "email,first_name,last_name,company,note\n";
const LINES_PER_CHUNK = 1_000;

/** A file of any size, generated while it is sent, so that it is never in memory. */
async function* contactsFile(rows: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from(HEADER);
  for (let start = 0; start < rows; start += LINES_PER_CHUNK) {
    const lines = Array.from({ length: Math.min(LINES_PER_CHUNK, rows - start) }, (_, index) => {
      const row = start + index;
      return `person.${row}@d${row % 5_000}.bulk.test,Ada,"Lovelace, ${row}",Company ${row % 5_000},row ${row}\n`;
    });
    yield Buffer.from(lines.join(""));
  }
}

/** @returns seconds until the API has accepted the file. No worker runs. */
export async function measureIntake({ winnow }: Deployment, rows: number): Promise<number> {
  const startedAt = performance.now();
  const job = await winnow.jobs.createFromCsv(contactsFile(rows), { kind: "verify" });
  const seconds = (performance.now() - startedAt) / 1000;
  if (job.counts.submitted !== rows) throw new Error(`${job.counts.submitted} rows were accepted`);
  return seconds;
}

/** @returns seconds until PostgreSQL alone has stored the same file: `COPY … FROM STDIN` in its own CSV format. */
export async function measureBareCopy({ pool }: OpenDatabase, rows: number): Promise<number> {
  await pool.query(
    "create table bare_file (email text, first_name text, last_name text, company text, note text)",
  );
  const client = await pool.connect();
  try {
    const startedAt = performance.now();
    const copy = client.query(copyFrom("copy bare_file from stdin (format csv, header)"));
    await pipeline(Readable.from(contactsFile(rows)), copy);
    return (performance.now() - startedAt) / 1000;
  } finally {
    client.release();
  }
}
