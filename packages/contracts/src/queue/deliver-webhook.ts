import { z } from "zod";
import { QueueId } from "./id.ts";

/** An endpoint has deliveries due. */
export const DeliverWebhook = z.strictObject({ endpointId: QueueId });
export type DeliverWebhook = z.infer<typeof DeliverWebhook>;
