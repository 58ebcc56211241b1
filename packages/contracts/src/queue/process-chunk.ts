import { z } from "zod";
import { QueueId } from "./id.ts";

/** A chunk of a running job is waiting for its first pass. */
export const ProcessChunk = z.strictObject({ jobId: QueueId, chunk: z.int().min(0) });
export type ProcessChunk = z.infer<typeof ProcessChunk>;
