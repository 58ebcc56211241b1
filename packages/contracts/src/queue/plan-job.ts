import { z } from "zod";
import { QueueId } from "./id.ts";

/** A job was accepted, or a grant may allow a held one to continue. */
export const PlanJob = z.strictObject({ jobId: QueueId });
export type PlanJob = z.infer<typeof PlanJob>;
