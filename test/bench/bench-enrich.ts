import { openDatabase, type OpenDatabase } from "@winnow/database";
import { sql } from "kysely";
import { startDeployment, type Deployment } from "../deployment/deployment.ts";
import { measureBareJoin, type KnownPerson } from "./bare-join.ts";
import { generateContacts } from "./directory.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const ROWS = 20_000;
const CONTACTS = 300_000;

/** Bulk enrichment of people in the directory, from the first byte of the file to the end of the job. */
export async function benchEnrich(): Promise<void> {
  await using deployment = await startDeployment({ WELCOME_CREDITS_TEST: "2000000", LOG_LEVEL: "error" });
  const { connectionString } = deployment.postgres;
  await using database = openDatabase({ connectionString, connectionsMax: 20 });
  await generateContacts(database.kysely, 1, CONTACTS);
  const people = await knownPeople(database);
  const limit = await measureBareJoin(database, people);
  const worker = await deployment.startWorker();
  const seconds = await measureEnrich(deployment, people);
  await worker.stop();
  const figures = (taken: number) => ({ seconds: taken, "rows/s": ROWS / taken });
  printMeasurements(`Enrich ${ROWS} rows from a directory of ${CONTACTS} contacts`, describeMachine(), [
    { name: "bare join: COPY, 200-row look-ups and inserts", figures: figures(limit) },
    { name: "Winnow", figures: figures(seconds), ratios: { "bare join": limit / seconds } },
  ]);
}

async function knownPeople({ kysely }: OpenDatabase): Promise<KnownPerson[]> {
  // People with a namesake in the same company could be mistaken for each other.
  const { rows } = await sql<KnownPerson>`
    select min(first_name) as first, min(last_name) as last, domain from contacts
    group by domain, name_key
    having count(*) = 1 and bool_and(email_status = 'valid' and verified_at > now() - interval '80 days')
    order by domain, name_key limit ${ROWS}`.execute(kysely);
  if (rows.length < ROWS) throw new Error(`only ${rows.length} people are known`);
  return rows;
}

async function measureEnrich({ winnow }: Deployment, people: readonly KnownPerson[]): Promise<number> {
  const lines = people.map(({ first, last, domain }) => `${first},${last},${domain}`);
  const startedAt = Date.now();
  const csv = ["first name,last name,domain", ...lines, ""].join("\n");
  const job = await winnow.jobs.createFromCsv(csv, { kind: "enrich" });
  const ended = await winnow.jobs.wait(job.id);
  if (ended.counts.by_status.found !== people.length) {
    throw new Error(`not every person was found: ${JSON.stringify(ended.counts)}`);
  }
  return (Date.parse(ended.ended_at ?? "") - startedAt) / 1000;
}
