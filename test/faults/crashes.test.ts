import { findRedis, startRedis, waitFor } from "@winnow/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { slowFile, startSystem, type Footprint } from "./system.ts";

// Each test breaks something in the middle of a job, touches nothing afterwards, and compares what is left with an
// undisturbed run: the same export byte for byte, the same counts, the same ledger, each callback delivered.
const redis = await findRedis();
let undisturbed: Footprint;

beforeAll(async () => {
  await using system = await startSystem();
  await system.startWorker();
  undisturbed = await system.finish(await system.submit(slowFile()));
}, 120_000);

test("undisturbed, the job has some of every outcome", () => {
  expect(undisturbed.counts).toMatchObject({ submitted: 240, done: 240, pending: 0 });
  expect(undisturbed.credits.captured).toBeGreaterThan(100);
  expect(undisturbed.credits.released).toBeGreaterThan(30);
});

const skip = redis.kind === "missing";

describe.concurrent("a worker", () => {
  test("killed in the middle of a job: the next one finishes it", async () => {
    await using system = await startSystem();
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await worker.kill();
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip)("killed in the middle of a job, with Redis as the queue", async () => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await worker.kill();
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test("stopped for longer than its lease, then continued: the zombie writes nothing", async () => {
    await using system = await startSystem();
    const zombie = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    zombie.child.kill("SIGSTOP");
    await system.startWorker();
    // The other worker takes over every chunk, those that the zombie holds included.
    await waitFor("the takeover", async () => (await system.winnow.jobs.get(job.id)).ended_at, 90_000);
    zombie.child.kill("SIGCONT");
    expect(await system.finish(job)).toEqual(undisturbed);
    await zombie.stop();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test("asked to stop gives back what it has not finished", async () => {
    await using system = await startSystem();
    const worker = await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await worker.stop();
    expect(worker.child.exitCode).toBe(0);
    await system.startWorker();
    expect(await system.finish(job)).toEqual(undisturbed);
  });
});

describe.concurrent("the queue", () => {
  test.skipIf(skip)("emptied in the middle of a job", async () => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await server.flush();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip)("killed and started again in the middle of a job", async () => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await server.restart();
    expect(await system.finish(job)).toEqual(undisturbed);
  });
});

describe.concurrent("PostgreSQL", () => {
  test("killed and started again in the middle of a job", async () => {
    await using system = await startSystem();
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await system.postgres.kill();
    await system.postgres.restart();
    expect(await system.finish(job)).toEqual(undisturbed);
  });

  test.skipIf(skip)("killed and started again, with Redis as the queue", async () => {
    await using server = await startRedis(redis);
    await using system = await startSystem({ redisUrl: server.url });
    await system.startWorker();
    const job = await system.submit(slowFile());
    await system.untilMidway(job);
    await system.postgres.kill();
    await system.postgres.restart();
    expect(await system.finish(job)).toEqual(undisturbed);
  });
});

describe.concurrent("a receiver", () => {
  test("that fails at first gets each event in the end, under one id and in the same bytes", async () => {
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
