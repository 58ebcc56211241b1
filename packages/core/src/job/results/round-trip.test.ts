import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { runs } from "@winnow/testing/sample";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createJob } from "#job/intake/create.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import { writtenFile, type WrittenFile } from "#job/fixture/written-file.ts";
import { exportResults } from "#job/results/results.ts";

// Proves what the manual promises under "Your file comes back", with generated files whose content is known.
let database: TestDatabase;
let pipeline: Awaited<ReturnType<typeof createPipeline>>;
beforeAll(async () => {
  database = await createTestDatabase();
  pipeline = await createPipeline(database, { credits: 1_000_000 });
});
afterAll(() => database[Symbol.asyncDispose]());

const APPENDED = [
  "winnow_status",
  "winnow_reason",
  "winnow_email",
  "winnow_email_status",
  "winnow_email_reason",
  "winnow_flags",
  "winnow_did_you_mean",
  "winnow_credits",
  "winnow_duplicate_of",
];
const PENDING = ["pending", "", "", "", "", "", "", "0", ""];

let keys = 0;
async function accept({ bytes, query }: WrittenFile, pieces: number) {
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let start = 0; start < bytes.length; start += pieces) yield bytes.subarray(start, start + pieces);
  }
  const created = await createJob(pipeline.caller, {
    options: query,
    source: { type: "csv", body: body(), query },
    idempotencyKey: `file-${(keys += 1)}`,
  });
  if (created.outcome !== "created") throw new Error(JSON.stringify(created));
  return created.job;
}

async function exportOf(jobId: string): Promise<Buffer> {
  const exported = await exportResults(pipeline.caller, { jobId });
  if (exported.outcome !== "exported") throw new Error(exported.outcome);
  return Buffer.concat(await Array.fromAsync(exported.csv));
}

const shown = (bytes: Buffer) => bytes.toString("latin1");
const pieces = fc.constantFrom(1, 3, 64, 10_000);

test("any file comes back byte for byte, with nothing but the results after its rows", async () => {
  await fc.assert(
    fc.asyncProperty(writtenFile, pieces, async (file, pieceBytes) => {
      const back = await exportOf((await accept(file, pieceBytes)).id);
      expect(shown(back)).toBe(shown(file.comesBackAs(APPENDED, () => PENDING)));
    }),
    { numRuns: runs(400) },
  );
});

test("and once its rows have their results, each result follows its own row", async () => {
  await fc.assert(
    fc.asyncProperty(writtenFile, async (file) => {
      const job = await pipeline.run(await accept(file, 10_000));
      expect(job.status).toBe("completed");
      const expected = file.comesBackAs(APPENDED, ({ width, email }) => {
        if (width > file.width) return ["invalid_input", "ragged", "", "", "", "", "", "0", ""];
        if (email === undefined) return ["invalid_input", "missing_email", "", "", "", "", "", "0", ""];
        return ["verified", "", email, "valid", "because", "free", "", "1", ""];
      });
      expect(shown(await exportOf(job.id))).toBe(shown(expected));
    }),
    { numRuns: runs(40) },
  );
});
