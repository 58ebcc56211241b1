import { z } from "zod";
import { QueueId } from "./id.ts";

/** A job was accepted, or a grant may let a held one go on. */
export const PlanJob = z.strictObject({ jobId: QueueId });
export type PlanJob = z.infer<typeof PlanJob>;
