import type { DeliverWebhook } from "@winnow/contracts";
import { deliverDue, type WorkerContext } from "@winnow/core";

/** `deliver-webhook`: posts the due deliveries of one endpoint. */
export async function processDeliverWebhook(
  context: WorkerContext,
  payload: DeliverWebhook,
  signal: AbortSignal,
): Promise<void> {
  const delivered = await deliverDue(context, { ...payload, signal });
  context.logger.info({ ...payload, ...delivered }, "deliver-webhook");
}
