import { findRedis, startRedis, waitFor } from "@winnow/testing";
import { draws } from "@winnow/testing/sample";
import { beforeAll, describe, expect, test } from "vitest";
import { slowFile, startSystem, type Footprint } from "./system.ts";

// Each test causes a fault in the middle of a job, does not intervene afterwards, and compares the result with an undisturbed
// run. The export must be the same byte for byte, with the same counts and ledger, and each callback delivered.

/** How many of 240 rows are done at the time of the fault: the seed decides, and a soak tries many. */
const MOMENTS = draws(1, { min: 1, max: 150 });
const redis = await findRedis();
let undisturbed: Footprint;

beforeAll(async () => {
  await using system = await startSystem();
  await system.startWorker();
  undisturbed = await system.finish(await system.submit(slowFile()));
});

test("undisturbed, the job has some of every outcome", () => {
  expect(undisturbed.counts).toMatchObject({ submitted: 240, done: 240, pending: 0 });
  expect(undisturbed.credits.captured).toBeGreaterThan(100);
  expect(undisturbed.credits.released).toBeGreaterThan(30);
});

const skip = redis.kind === "missing";

describe.concurrent("a worker", () => {
  test.each(MOMENTS)("killed with %i rows done: the next one finishes the job", async (rows) => {
    await using system = await startSystem();
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await worker.kill();
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip).each(MOMENTS)("killed with %i rows done, with Redis as the queue", async (rows) => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await worker.kill();
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.each(MOMENTS)(
    "stopped with %i rows done for longer than its lease, then continued: the stale worker writes nothing",
    async (rows) => {
      await using system = await startSystem();
      const zombie = await system.startWorker();
      const job = await system.submit(slowFile());
      await system.untilDone(job, rows);
      zombie.child.kill("SIGSTOP");
      await system.startWorker();
      // The other worker takes over every chunk, including those that the stopped worker holds.
      await waitFor("the takeover", async () => (await system.winnow.jobs.get(job.id)).ended_at);
      zombie.child.kill("SIGCONT");
      expect(await system.finish(job)).toEqual(undisturbed);
      await zombie.stop();
      expect(await system.finish(job)).toEqual(undisturbed);
    },
  );

  test.each(MOMENTS)("stopped by SIGTERM with %i rows done releases its unfinished rows", async (rows) => {
    await using system = await startSystem();
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await worker.stop();
    expect(worker.child.exitCode).toBe(0);
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });
});

describe.concurrent("the queue", () => {
  test.skipIf(skip).each(MOMENTS)("emptied with %i rows of a job done", async (rows) => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await server.flush();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip).each(MOMENTS)("killed and started again with %i rows of a job done", async (rows) => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await server.restart();
    expect(await system.finish(job)).toEqual(undisturbed);
  });
});

describe.concurrent("PostgreSQL", () => {
  test.each(MOMENTS)("killed and started again with %i rows of a job done", async (rows) => {
    await using system = await startSystem();
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilDone(job, rows);
    await system.postgres.kill();
    await system.postgres.restart();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip).each(MOMENTS)(
    "killed and started again with %i rows of a job done, with Redis as the queue",
    async (rows) => {
      await using server = await startRedis(redis);
      await using system = await startSystem({ redisUrl: server.url });
      await system.startWorker();
      const job = await system.submit(slowFile());
      await system.untilDone(job, rows);
      await system.postgres.kill();
      await system.postgres.restart();
      expect(await system.finish(job)).toEqual(undisturbed);
    },
  );
});

describe.concurrent("a receiver", () => {
  test("that fails at first receives each event later, with one id and the same bytes", async () => {
    await using system = await startSystem({
      behaviour: { behaviour: (_, count) => ({ status: count <= 2 ? 500 : 200 }) },
    });
    await system.startWorker();
    const footprint = await system.finish(await system.submit(slowFile()));
    expect(footprint).toEqual(undisturbed);
    const attempts = system.receiver.received.map(({ headers }) => [
      headers["webhook-id"],
      headers["winnow-attempt"],
    ]);
    expect(new Set(attempts.map(([id]) => id)).size).toBe(2);
    expect(attempts).toHaveLength(4);
    expect(attempts.map(([, attempt]) => attempt).toSorted()).toEqual(["1", "1", "2", "2"]);
  });
});
