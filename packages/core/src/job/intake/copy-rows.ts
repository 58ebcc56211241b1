import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { toStorableText } from "#csv/cell.ts";
import type { InputRow } from "#job/intake/input-row.ts";

const BLOCK_CHARACTERS = 128 * 1024;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** How many rows were written, and how many of them can be worked on. */
export interface CopiedRows {
  readonly submitted: number;
  readonly usable: number;
}

/**
 * Streams rows into `job_rows` by COPY, in the client's open transaction. Back-pressure reaches the source; memory is
 * flat. @throws what the source throws: the transaction is then to be rolled back.
 */
export async function copyRows(
  client: PoolClient,
  jobNumber: number,
  rows: AsyncIterable<InputRow>,
): Promise<CopiedRows> {
  let submitted = 0;
  let usable = 0;
  async function* lines(): AsyncGenerator<string> {
    let block = "";
    for await (const { raw, fields, defect, line } of rows) {
      submitted += 1;
      if (defect === null) usable += 1;
      block += `${jobNumber}\t${submitted}\t${cell(fields.ref)}\t${escape(raw)}\t${cell(fields.email)}\t`;
      block += `${cell(fields.first_name)}\t${cell(fields.last_name)}\t${cell(fields.full_name)}\t`;
      block += `${cell(fields.company)}\t${cell(fields.domain)}\t${cell(fields.linkedin_url)}\t${defect ?? "\\N"}\t${line ?? "\\N"}\n`;
      if (block.length < BLOCK_CHARACTERS) continue;
      yield block;
      block = "";
    }
    if (block !== "") yield block;
  }
  const copy = client.query(
    copyFrom(`copy job_rows (job_number, row, ref, raw, email, first_name, last_name, full_name, company, domain,
      linkedin_url, defect, line) from stdin`),
  );
  await pipeline(Readable.from(lines(), { objectMode: true, highWaterMark: 2 }), copy);
  return { submitted, usable };
}

const cell = (text: string | undefined) => (text === undefined ? "\\N" : escape(text));

/** The text format of COPY. Source: PostgreSQL manual, COPY, "Text Format". */
function escape(text: string): string {
  const safe = toStorableText(text);
  return /[\\\n\r\t]/.test(safe) ? safe.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!) : safe;
}
