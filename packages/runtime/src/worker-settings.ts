import { z } from "zod";
import { setting } from "#environment.ts";
import { wholeNumber } from "#setting-schema.ts";

/** Settings of a worker process. */
export const workerSettings = {
  WORKER_CONCURRENCY: setting({
    schema: wholeNumber(1, 1000),
    default: 8,
    unit: "chunks",
    help: "Chunks (of up to 200 rows) that one worker process works on at the same time.",
    fix: "Set it to a whole number, such as 8.",
  }),
  WORKER_ORGANIZATION_CHUNKS: setting({
    schema: wholeNumber(1, 1000).optional(),
    unit: "chunks",
    help: "How many of them may belong to one organization. Unset: three quarters, so that a slot is free for others.",
    fix: "Set it to a whole number below WORKER_CONCURRENCY, such as 6, or leave it out.",
  }),
  WORKER_CHUNK_ROWS: setting({
    schema: wholeNumber(1, 1000),
    default: 200,
    unit: "rows",
    help: "Rows that are leased and settled together.",
    fix: "Set it to a whole number, such as 200.",
  }),
  WORKER_LEASE_SECONDS: setting({
    schema: wholeNumber(3, 3600),
    default: 60,
    unit: "seconds",
    help: "How long a worker may be silent before another worker may lease its chunk.",
    fix: "Set it to a whole number of seconds, such as 60.",
  }),
  PROVIDERS_FILE: setting({
    schema: z.string(),
    unit: "file",
    help: "JSON file of the paid enrichment services that the waterfall may call.",
    fix: 'Save {"providers":[{"use":"hunter","secret":"HUNTER_API_KEY"}]} to a file and name it.',
  }),
};
