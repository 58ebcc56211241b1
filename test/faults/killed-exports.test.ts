import type { Job } from "@winnow/client";
import { waitFor } from "@winnow/testing";
import { draws } from "@winnow/testing/sample";
import { beforeAll, describe, expect, test } from "vitest";
import { startSystem, type FaultSystem, type Footprint } from "./system.ts";

const KILLS = 3;
/** The number of rows between one kill and the next; a soak tests many such series. */
const series = draws(KILLS, { min: 1, max: 12 });
const SERIES = Array.from({ length: series.length / KILLS }, (_, index) => [
  series.slice(index * KILLS, (index + 1) * KILLS),
]);
const PERSONAS = ["slow", "greylist", "deliverable", "slow", "catchall", "disabled"];

/** A European spreadsheet with cells that are difficult to preserve, and rows that must wait. */
function file(): Buffer {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const local = index % 7 === 0 ? `former.colleague${index}` : `person.${index}`;
    const address = `${local}@c${index}.${PERSONAS[index % PERSONAS.length]}.test`;
    const note = ['"Zoë;\r\n""Café"""', "=1+1", " blanks ", '5" pipe', ""][index % 5];
    return index % 11 === 10 ? address : `${address};M\u00fcller ${index};${note}`;
  });
  return Buffer.from(["E-Mail;Name;Notiz", ...rows, ""].join("\r\n"), "latin1");
}

async function untilDone(system: FaultSystem, job: Job, more: number): Promise<boolean> {
  const { counts } = await system.winnow.jobs.get(job.id);
  const seen = await waitFor(`${more} rows more`, async () => {
    const now = await system.winnow.jobs.get(job.id);
    return now.ended_at !== null || now.counts.done >= counts.done + more ? now : null;
  });
  return seen.ended_at !== null;
}

let expected: Footprint;
beforeAll(async () => {
  await using undisturbed = await startSystem();
  await undisturbed.startWorker();
  expected = await undisturbed.finish(await undisturbed.submit(file()));
});

test("undisturbed, the result has greylisted rows that were queried again", () => {
  expect(expected.counts).toMatchObject({ submitted: 60, done: 60 });
  const lines = expected.export.toString("latin1").split("\r\n");
  expect(lines[0]).toMatch(/^E-Mail;Name;Notiz;winnow_status;/);
  // Deferred by greylisting, and queried again.
  expect(lines.filter((line) => line.includes("greylist.test") && line.includes(";valid;"))).not.toEqual([]);
});

describe.concurrent("a worker", () => {
  test.each(SERIES)("that is killed after %j rows changes neither the file nor the ledger", async (rows) => {
    await using system = await startSystem();
    let worker = await system.startWorker();
    const job = await system.submit(file());
    let kills = 0;
    for (const more of rows) {
      if (await untilDone(system, job, more)) break;
      await worker.kill();
      kills += 1;
      worker = await system.startWorker();
    }
    expect(kills).toBeGreaterThan(0);
    const found = await system.finish(job);
    expect(found.export.toString("latin1")).toBe(expected.export.toString("latin1"));
    expect({ ...found, export: null }).toEqual({ ...expected, export: null });
  });
});
