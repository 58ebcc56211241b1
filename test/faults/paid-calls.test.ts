import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@winnow/database";
import { readyDefinitions } from "@winnow/enrichment";
import { startFakeService } from "@winnow/enrichment/fake-service";
import { waitFor } from "@winnow/testing";
import { draws } from "@winnow/testing/sample";
import { expect, test } from "vitest";
import { startDeployment } from "../deployment/deployment.ts";
import { findViolations } from "./invariants.ts";

const ROWS = 12;
const people = Array.from({ length: ROWS }, (_, index) => ({
  firstName: "Quux",
  lastName: `Zyx${"abcdefghijkl"[index] ?? ""}`,
  company: "Deliverable",
  domain: "deliverable.test",
  jobTitle: "Programmer",
  email: `person.${index + 1}@deliverable.test`,
}));

/** The call that is never answered, though the service has billed it. */
const CALLS = [...new Set(draws(1, { min: 1, max: ROWS }))];

test.each(CALLS)(
  "a worker that is killed while a paid service works on call %i: no row is queried twice, and the recorded calls agree with the service's bill",
  async (lost) => {
    await using fake = await startFakeService({
      people,
      script: (_, count) => (count === lost ? "hang" : "answer"),
    });
    const directory = await mkdtemp(join(tmpdir(), "winnow-paid-"));
    try {
      const file = join(directory, "providers.json");
      const hunter = {
        ...fake.definition(readyDefinitions.hunter),
        terms: { ...readyDefinitions.hunter.terms, concurrency: 1, timeout_ms: 60_000 },
        modes: ["test"],
        secret: "FAKE_SERVICE_KEY",
      };
      await writeFile(file, JSON.stringify({ providers: [hunter] }));
      await using deployment = await startDeployment({
        LOG_LEVEL: "error",
        PROVIDERS_FILE: file,
        FAKE_SERVICE_KEY: fake.key,
        WORKER_LEASE_SECONDS: "3",
        WORKER_CHUNK_ROWS: "4",
      });
      const { winnow } = deployment;
      const doomed = await deployment.startWorker();
      const lines = people.map(({ firstName, lastName, domain }) => `${firstName} ${lastName},${domain}`);
      const job = await winnow.jobs.createFromCsv(["name,website", ...lines, ""].join("\n"), {
        kind: "enrich",
        max_wait: 0,
      });
      await waitFor("the call that hangs", () => fake.calls.length >= lost);
      await doomed.kill();
      await deployment.startWorker();
      await waitFor("the end", async () => (await winnow.jobs.get(job.id)).ended_at);

      const rows = await Array.fromAsync(winnow.jobs.results(job.id));
      expect(rows.filter(({ status }) => status === "found")).toHaveLength(ROWS - 1);
      const unknown = rows.find(({ status }) => status === "not_found");
      expect(unknown).toMatchObject({ charge: null });
      expect(unknown?.attempts.at(-1)).toMatchObject({
        provider: "hunter",
        outcome: "failed",
        detail: expect.stringContaining("not repeated") as string,
      });
      expect(fake.calls).toHaveLength(ROWS);
      expect([...fake.billed.values()]).toEqual(Array.from({ length: ROWS }, () => 1));
      await using database = openDatabase({ connectionString: deployment.postgres.connectionString });
      const calls = await database.kysely.selectFrom("provider_calls").select(["key", "charged"]).execute();
      expect(new Set(calls.map(({ key }) => key))).toEqual(new Set(fake.billed.keys()));
      expect(calls.filter(({ charged }) => charged)).toHaveLength(ROWS - 1);
      expect(await findViolations(deployment.postgres.connectionString)).toEqual([]);
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);
