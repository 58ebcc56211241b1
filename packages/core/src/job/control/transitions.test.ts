import type { Job } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importContacts } from "#directory/import.ts";
import { processChunk } from "#chunk/process.ts";
import { recordEgressHeartbeat } from "#egress/heartbeat.ts";
import { recordEgressAudit } from "#egress/record.ts";
import { cancelJob } from "#job/control/cancel.ts";
import { completeJob } from "#job/control/complete.ts";
import { followEgress } from "#job/control/follow-egress.ts";
import { pauseJob } from "#job/control/pause.ts";
import { resumeJob } from "#job/control/resume.ts";
import { createJobWatch } from "#job/control/watch.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { planJob } from "#job/plan/plan.ts";
import { chunkTransitions, jobTransitions } from "#job/transitions.ts";
import { revealContacts } from "#reveal/reveal.ts";

// A trigger notes every change of a status, whichever verb makes it; the verbs are all called in every status.

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table seen (what text, old text, new text)`.execute(database.kysely);
  await sql`
    create function note() returns trigger language plpgsql as $$
    begin
      execute format('insert into seen values (%L, ($1).%I, ($2).%I)', tg_table_name, tg_argv[0], tg_argv[0])
        using old, new;
      return null;
    end $$`.execute(database.kysely);
  await sql`create trigger note after insert or update on jobs for each row execute function note('status')`.execute(
    database.kysely,
  );
  await sql`create trigger note after insert or update on chunks for each row execute function note('state')`.execute(
    database.kysely,
  );
});
afterAll(() => database[Symbol.asyncDispose]());

async function seen(what: "jobs" | "chunks"): Promise<string[]> {
  const { rows } = await sql<{ change: string }>`
    select distinct coalesce(old, 'new') || ' → ' || new as change from seen
    where what = ${what} and old is distinct from new`.execute(database.kysely);
  return rows.map(({ change }) => change).toSorted();
}

type Pipeline = Awaited<ReturnType<typeof createPipeline>>;
type Step = (pipeline: Pipeline, job: Job) => Promise<unknown>;

const three = "email\nvalid1@a.test\nvalid2@a.test\ninvalid@a.test\n";
const plan: Step = ({ worker }, { id }) => planJob(worker, { jobId: id });
const planAndDie: Step = async ({ worker }, { id }) => {
  const { test: verifier, live } = worker.verifiers;
  const parseAddress = () => {
    throw new Error("killed");
  };
  const verifiers = { test: { ...verifier, parseAddress }, live: { ...live, parseAddress } };
  await planJob({ ...worker, verifiers }, { jobId: id }).catch(() => undefined);
};
const pause: Step = ({ caller }, { id }) => pauseJob(caller, { jobId: id });
const resume: Step = ({ caller }, { id }) => resumeJob(caller, { jobId: id });
const cancel: Step = ({ caller }, { id }) => cancelJob(caller, { jobId: id });
const work: Step = ({ worker }, { id }) => processChunk(worker, { jobId: id, chunk: 0 });
const complete: Step = ({ worker }, { id }) => completeJob(worker, { jobId: id });
const audit =
  (healthy: "yes" | "no"): Step =>
  async ({ worker }) => {
    const check = { name: "port_25", state: "ok", evidence: [], fix: null, settings: [] } as const;
    const result = { address: "192.0.2.1", healthy, checks: [check] };
    await recordEgressHeartbeat(database.kysely, { workerId: "w1", egress: "default" });
    await recordEgressAudit(worker, { egress: "default", intervalMs: 60_000, audit: result });
    await followEgress(worker);
  };
/** Pauses while the last chunk is at work, whose results are settled all the same. */
const pauseAtWork: Step = async (pipeline, job) => {
  const { worker } = pipeline;
  const { live } = worker.verifiers;
  const verifier = {
    ...live,
    async *verifyMany(addresses: readonly string[]) {
      await pause(pipeline, job);
      yield* live.verifyMany(addresses);
    },
  };
  const verifiers = { ...worker.verifiers, live: verifier };
  await processChunk({ ...worker, verifiers }, { jobId: job.id, chunk: 0 });
};
/** The worker shuts down and returns its chunk. */
const shutDownAtWork: Step = ({ worker }, { id }) =>
  processChunk(worker, { jobId: id, chunk: 0, signal: AbortSignal.abort() }).catch(() => undefined);

/** Ways into every status. */
const beginnings: Readonly<Record<string, readonly Step[]>> = {
  queued: [],
  planning: [planAndDie],
  running: [plan],
  "paused before the plan": [pause],
  "paused after the plan": [plan, pause],
  "held for the egress": [plan, audit("no")],
  completed: [plan, work],
  cancelled: [cancel],
};
const verbs = {
  plan,
  pause,
  resume,
  cancel,
  work,
  complete,
  pauseAtWork,
  shutDownAtWork,
  break: audit("no"),
  mend: audit("yes"),
};

async function take(pipeline: Pipeline, steps: readonly Step[]): Promise<void> {
  const job = await pipeline.submit(three, { on_insufficient: "hold" });
  for (const step of steps) await step(pipeline, job);
  // The next one begins with a healthy egress and without jobs of this one.
  await cancel(pipeline, job);
  await sql`truncate egress_health`.execute(database.kysely);
}

test("jobs and chunks change as the tables of transitions say, and in no other way", async () => {
  const rich = await createPipeline(database, { mode: "live", credits: 10_000 });
  for (const steps of Object.values(beginnings)) {
    for (const verb of Object.values(verbs)) await take(rich, [...steps, verb]);
  }
  const poor = await createPipeline(database, { mode: "live", credits: 1 });
  for (const verb of Object.values(verbs)) await take(poor, [plan, verb]);

  // Both were accepted while there were credits for one of them.
  const short = await createPipeline(database, { credits: 3 });
  const both = [await short.submit(three), await short.submit(three)];
  for (const job of both) await plan(short, job);

  // A reveal needs no plan.
  await importContacts(
    { database: database.kysely },
    { source: "crm", contacts: [{ email: "valid@b.test" }] },
  );
  const { id } = await database.kysely.selectFrom("contacts").select("id").executeTakeFirstOrThrow();
  const watch = createJobWatch(database.kysely);
  await revealContacts(rich.caller, { ids: [id], idempotencyKey: "once", watch, waitMs: 0 });

  expect(await seen("jobs")).toEqual(told(Object.values(jobTransitions).flatMap(({ changes }) => changes)));
  expect(await seen("chunks")).toEqual(told(chunkTransitions));
});

function told(transitions: readonly { readonly from: string | null; readonly to: string }[]): string[] {
  const changes = transitions.map(({ from, to }) => `${from ?? "new"} → ${to}`);
  return [...new Set(changes)].toSorted();
}
