import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { processChunk } from "#chunk/process.ts";
import { recordEgressHeartbeat } from "#egress/heartbeat.ts";
import { recordEgressAudit, type EgressAudit } from "#egress/record.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { followEgress } from "#job/control/follow-egress.ts";
import { pauseJob } from "#job/control/pause.ts";
import { planJob } from "#job/plan/plan.ts";
import { resumeJob } from "#job/control/resume.ts";
import { contextOf } from "#organization/fixture/signed-up.ts";
import { sweep } from "#sweep/sweep.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await sql`truncate egress_health, workers`.execute(database.kysely);
  // Jobs of earlier tests would be held and released, too.
  await sql`update jobs set status = 'cancelled', ended_at = now() where ended_at is null`.execute(
    database.kysely,
  );
});

const six = `email\n${[1, 2, 3, 4, 5, 6].map((number) => `valid${number}@a.test`).join("\n")}`;

async function auditOf(healthy: EgressAudit["healthy"], egress = "default"): Promise<void> {
  await recordEgressHeartbeat(database.kysely, { workerId: "w1", egress });
  const state = healthy === "no" ? "broken" : "ok";
  const check = { name: "port_25", state, evidence: ["seen"], fix: null, settings: [] } as const;
  const context = { ...contextOf(database), actor: { type: "system" } as const };
  const audit = { address: "192.0.2.1", healthy, checks: [check] };
  await recordEgressAudit(context, { egress, intervalMs: 60_000, audit });
  await followEgress(context);
}

describe("while every egress is broken", () => {
  const settings = { chunkRows: 2, windowChunks: 2 };

  test("a live job is held, its leases are released, and it goes on with every row charged once", async () => {
    const pipeline = await createPipeline(database, { settings, mode: "live" });
    const job = await pipeline.submit(six, { callback_url: "https://crm.test/hook" });
    await planJob(pipeline.worker, { jobId: job.id });
    // One chunk is done, one is at work when the egress breaks.
    await processChunk(pipeline.worker, { jobId: job.id, chunk: 0 });
    const verifier = pipeline.worker.verifiers.live;
    const breaking = {
      ...pipeline.worker,
      verifiers: {
        ...pipeline.worker.verifiers,
        live: {
          ...verifier,
          async *verifyMany(addresses: readonly string[]) {
            await auditOf("no");
            yield* verifier.verifyMany(addresses);
          },
        },
      },
    };
    expect(await processChunk(breaking, { jobId: job.id, chunk: 1 })).toMatchObject({ outcome: "fenced" });
    expect(await pipeline.read(job)).toMatchObject({
      status: "held",
      reason: "egress_unhealthy",
      counts: { pending: 4 },
      credits: { captured: 2, reserved: 4 },
    });
    await expect(resumeJob(pipeline.caller, { jobId: job.id })).resolves.toEqual({
      outcome: "job_state_conflict",
      status: "held",
    });
    expect(await planJob(pipeline.worker, { jobId: job.id })).toEqual({ outcome: "nothing_to_do" });
    await pipeline.drain();
    expect(await pipeline.read(job)).toMatchObject({ status: "held", counts: { pending: 4 } });
    await auditOf("yes");
    await sweep(pipeline.worker);
    await pipeline.drain();
    for (let round = 0; round < 3; round += 1) {
      await sql`update chunks set rung_at = now() - interval '1 hour' where rung_at is not null`.execute(
        database.kysely,
      );
      await sweep(pipeline.worker);
      await pipeline.drain();
    }
    expect(await pipeline.read(job)).toMatchObject({
      status: "completed",
      reason: null,
      counts: { by_email_status: { valid: 6 } },
      credits: { captured: 6, reserved: 0, released: 0 },
    });
    await sql`update deliveries set rung_at = null`.execute(database.kysely);
    const held = pipeline.posted
      .map(({ body }) => JSON.parse(body))
      .filter(({ type }) => type === "job.held");
    expect(held).toMatchObject([{ data: { reason: "egress_unhealthy", job: { status: "held" } } }]);
  });

  test("each time it is held is told; leases start counting anew, so that no row is taken for a killer", async () => {
    const pipeline = await createPipeline(database, { settings, mode: "live" });
    const job = await pipeline.submit(six);
    await planJob(pipeline.worker, { jobId: job.id });
    for (let round = 0; round < 5; round += 1) {
      const unasked = round === 4 ? 1 : 0;
      await sql`update chunks set state = 'leased', epoch = epoch + 1, leased_until = now() + interval '1 hour',
          recheck = ${2 * unasked}::int, unasked = ${unasked}::int
        where state = 'pending' and rung_at is not null`.execute(database.kysely);
      await auditOf("no");
      await auditOf("yes");
    }
    const chunks = await database.kysely
      .selectFrom("chunks")
      .selectAll()
      .where("state", "=", "pending")
      .execute();
    expect(chunks.map(({ epoch }) => epoch)).toEqual([0, 0, 0]);
    // The counts of attempts and of budget waits are kept, too.
    expect(chunks.at(-1)).toMatchObject({ recheck: 2, unasked: 1 });
    const rows = chunks.flatMap((chunk) => chunk.rows).toSorted((a, b) => a - b);
    expect(rows).toEqual([1, 2, 3, 4, 5, 6]);
    const events = await database.kysely
      .selectFrom("events")
      .select("page")
      .where("job_id", "=", job.id)
      .where("type", "=", "job.held")
      .orderBy("page")
      .execute();
    expect(events.map(({ page }) => page)).toEqual([0, 1, 2, 3, 4]);
  });

  test("a job that starts meanwhile is held; test jobs, paused jobs and other reasons are left alone", async () => {
    await auditOf("no");
    const live = await createPipeline(database, { mode: "live", settings });
    const started = await live.submit(six);
    await planJob(live.worker, { jobId: started.id });
    const paused = await live.submit(six.replaceAll("a.test", "b.test"));
    await planJob(live.worker, { jobId: paused.id });
    await pauseJob(live.caller, { jobId: paused.id });
    const testing = await createPipeline(database, { settings });
    const rehearsal = await testing.submit(six);
    await planJob(testing.worker, { jobId: rehearsal.id });
    expect(await sweep(live.worker)).toMatchObject({ held: 1, released: 0 });
    expect(await sweep(live.worker)).toMatchObject({ held: 0, released: 0 });
    expect(await live.read(started)).toMatchObject({ status: "held", reason: "egress_unhealthy" });
    expect(await live.read(paused)).toMatchObject({ status: "paused" });
    expect(await testing.read(rehearsal)).toMatchObject({ status: "running" });
    expect(await resumeJob(live.caller, { jobId: paused.id })).toMatchObject({ job: { status: "running" } });
    expect(await sweep(live.worker)).toMatchObject({ held: 1 });
    await auditOf("yes");
    expect(await live.read(started)).toMatchObject({ status: "running", reason: null });
    expect(await live.read(paused)).toMatchObject({ status: "running", reason: null });
  });

  test("one working egress is enough, and one that is no longer audited holds no job", async () => {
    const pipeline = await createPipeline(database, { settings, mode: "live" });
    const job = await pipeline.submit(six);
    await planJob(pipeline.worker, { jobId: job.id });
    await auditOf("yes", "192.0.2.2");
    await auditOf("no", "192.0.2.1");
    expect((await pipeline.read(job)).status).toBe("running");
    await auditOf("no", "192.0.2.2");
    expect((await pipeline.read(job)).status).toBe("held");
    await sql`update egress_health set valid_until = now()`.execute(database.kysely);
    expect(await sweep(pipeline.worker)).toMatchObject({ released: 1 });
    expect((await pipeline.read(job)).status).toBe("running");
  });

  test("what was not measured holds nothing", async () => {
    const pipeline = await createPipeline(database, { settings, mode: "live" });
    const job = await pipeline.submit(six);
    await planJob(pipeline.worker, { jobId: job.id });
    await auditOf("unmeasured");
    expect((await pipeline.read(job)).status).toBe("running");
  });

  test("a worker whose own egress is broken leaves live rows to others, and goes on with test rows", async () => {
    const broken = { egressHealthy: () => "no" as const };
    const live = await createPipeline(database, { settings, mode: "live" });
    const job = await live.submit(six);
    await planJob(live.worker, { jobId: job.id });
    const left = await processChunk({ ...live.worker, ...broken }, { jobId: job.id, chunk: 0 });
    expect(left).toEqual({ outcome: "nothing_to_do" });
    expect(await processChunk(live.worker, { jobId: job.id, chunk: 0 })).toMatchObject({
      outcome: "settled",
    });
    const testing = await createPipeline(database, { settings });
    const rehearsal = await testing.submit(six);
    await planJob(testing.worker, { jobId: rehearsal.id });
    const done = await processChunk({ ...testing.worker, ...broken }, { jobId: rehearsal.id, chunk: 0 });
    expect(done).toMatchObject({ outcome: "settled" });
  });
});
