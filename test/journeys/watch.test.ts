import { createClient, signup } from "@winnow/client";
import { expect, test } from "vitest";
import { startJourneySystem } from "./standalone.ts";

test("a job is paused, resumed, followed to its end, and run again for rows without an answer", async () => {
  await using system = await startJourneySystem({ WORKER_CHUNK_ROWS: "5" });
  const baseUrl = system.standalone.url;
  const account = await signup({ baseUrl }, { email: "ada@example.com", password: "a quite long password" });
  const apiKey = account.keys.find(({ mode }) => mode === "test")?.token ?? "";
  const winnow = createClient({ baseUrl, apiKey });
  const rows = Array.from({ length: 40 }, (_, n) => ({ email: `person.${n}@deliverable.test` }));
  rows.push({ email: "jürgen.müller@deliverable.test" });
  const { id } = await winnow.jobs.create({ kind: "verify", rows });
  const paused = await winnow.jobs.pause(id);
  expect(paused.status).toBe("paused");
  const following = Array.fromAsync(winnow.jobs.watch(id));
  await winnow.jobs.resume(id);
  const states = await following;
  expect(states.at(-1)).toMatchObject({ status: "completed", counts: { done: 41, pending: 0 } });
  const done = states.map(({ counts }) => counts.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  const again = await winnow.jobs.rerun(id);
  expect(again.counts.submitted).toBe(1);
  expect(await winnow.jobs.wait(again.id)).toMatchObject({
    status: "completed",
    counts: { by_email_status: { unknown: 1 } },
  });
  expect(await winnow.credits.audit()).toMatchObject({ ok: true, wallet: { reserved: 0 } });
});
