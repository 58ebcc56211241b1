import { z } from "zod";
import { QueueId } from "./id.ts";

/** A chunk of deferred rows has become due. */
export const RecheckRows = z.strictObject({ jobId: QueueId, chunk: z.int().min(0) });
export type RecheckRows = z.infer<typeof RecheckRows>;
