import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { importLines, openContactsCsv } from "@winnow/core";
import { openDatabase, type OpenDatabase } from "@winnow/database";
import { from as copyFrom } from "pg-copy-streams";
import { startDeployment } from "../deployment/deployment.ts";
import { generateContacts } from "./directory.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const KNOWN = 100_000;
const IMPORTED = 100_000;

/** Importing contacts into a directory with others, compared with a bare COPY of the same contacts with the same indexes. */
export async function benchImport(): Promise<void> {
  await using deployment = await startDeployment({ LOG_LEVEL: "error" });
  await using database = openDatabase({ connectionString: deployment.postgres.connectionString });
  await generateContacts(database.kysely, 1, KNOWN);
  const fresh = await measureImport(database, "created");
  const again = await measureImport(database, "unchanged");
  const copied = await measureCopy(database);
  const figures = (seconds: number) => ({ seconds, "contacts/s": IMPORTED / seconds });
  const ratios = (seconds: number) => ({ "bare COPY": copied / seconds });
  printMeasurements(`Import ${IMPORTED} contacts into a directory of ${KNOWN}`, describeMachine(), [
    { name: "bare COPY into a table with the same indexes", figures: figures(copied) },
    { name: "Winnow", figures: figures(fresh), ratios: ratios(fresh) },
    { name: "Winnow, the same file again", figures: figures(again), ratios: ratios(again) },
  ]);
}

async function measureImport(database: OpenDatabase, expected: "created" | "unchanged"): Promise<number> {
  const startedAt = performance.now();
  const opened = await openContactsCsv(Readable.from(csv()), {});
  if (opened.outcome !== "opened") throw new Error(opened.outcome);
  const imported = importLines({ database: database.kysely }, { source: "bench", lines: opened.lines });
  let next = await imported.next();
  while (next.done !== true) next = await imported.next();
  if (next.value[expected] !== IMPORTED) throw new Error(JSON.stringify(next.value));
  return (performance.now() - startedAt) / 1000;
}

function* csv(): Generator<Buffer> {
  yield Buffer.from("key,first_name,last_name,job_title,company,domain,country,city,email,linkedin_url\n");
  for (let n = 0; n < IMPORTED; n += 1) {
    const company = (n * 7919) % 20_000;
    yield Buffer.from(
      `k${n},Ada,Lovelace${n},Engineer,Firm ${company},f${company}.test,DE,Berlin,ada${n}@f${company}.test,https://linkedin.com/in/ada-${n}\n`,
    );
  }
}

/** The imported contacts, into an empty table of the same shape. */
async function measureCopy({ pool }: OpenDatabase): Promise<number> {
  const columns =
    "id, first_name, last_name, job_title, company, domain, country, city, email, linkedin_url, linkedin_key, name_key, company_key, search_text, provenance";
  await pool.query("create table bare_contacts (like contacts including all)");
  const { rows } = await pool.query<{ line: string }>(
    `select (select string_agg(coalesce(value, '\\N'), E'\t') from jsonb_each_text(to_jsonb(c))) as line
     from (select ${columns} from contacts where linkedin_key is not null) c`,
  );
  const { rows: named } = await pool.query<{ names: string }>(
    `select string_agg(key, ', ') as names from jsonb_each_text(to_jsonb((select c from (select ${columns} from contacts limit 1) c)))`,
  );
  const client = await pool.connect();
  try {
    const startedAt = performance.now();
    const copy = client.query(copyFrom(`copy bare_contacts (${named[0]?.names}) from stdin`));
    await pipeline(Readable.from(rows.map(({ line }) => `${line}\n`)), copy);
    return (performance.now() - startedAt) / 1000;
  } finally {
    client.release();
  }
}
