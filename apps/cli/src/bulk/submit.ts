import { WinnowError, type Client, type Job } from "@winnow/client";
import { idempotencyKeyOf, type Input } from "#bulk/input.ts";
import { jobOptions, newJob, type Bulk } from "#bulk/options.ts";
import type { Terminal } from "#terminal.ts";

/**
 * Starts the job of a file: from the upload that the server keeps since the preview, or from the file sent again when it does
 * not keep one. Both requests have the same idempotency key.
 */
export async function submitFile(
  winnow: Client,
  {
    bulk,
    input,
    uploadId,
  }: { readonly bulk: Bulk; readonly input: Input; readonly uploadId?: string | undefined },
  { interrupted }: Terminal,
): Promise<Job> {
  const job = newJob(bulk);
  const { first } = bulk.options;
  const part = first === undefined ? {} : { first };
  const idempotencyKey = await idempotencyKeyOf(input, { ...job, ...part });
  const options = { ...(idempotencyKey !== undefined && { idempotencyKey }), signal: interrupted };
  if (uploadId !== undefined) {
    try {
      return await winnow.jobs.start(uploadId, { ...jobOptions(bulk), ...part }, options);
    } catch (error) {
      const gone = error instanceof WinnowError && error.code === "not_found";
      if (!gone || first !== undefined || input.type === "stream") throw error;
    }
  }
  return winnow.jobs.createFromCsv(input.type === "file" ? input.file : input.stream, job, options);
}
