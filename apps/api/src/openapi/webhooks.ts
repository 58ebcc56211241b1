import { webhookEvents } from "@winnow/contracts";
import type { z } from "zod";
import type { Components } from "#openapi/components.ts";
import { contentOf } from "#openapi/content.ts";
import type { Json } from "#openapi/json.ts";

/** The headers of a delivery (Standard Webhooks). */
const DELIVERY_HEADERS = {
  "webhook-id": "The event's id, the same on every attempt: ignore an event whose id was received before.",
  "webhook-timestamp":
    "When this attempt was signed, in seconds since 1970. Refuse events older than five minutes.",
  "webhook-signature":
    "`v1,` and the Base64 of HMAC-SHA-256 over `webhook-id.webhook-timestamp.body` under the endpoint's secret. Several " +
    "signatures, between spaces, while a secret is being rotated.",
} as const;

/** Every event that is posted to an endpoint, by its type. */
export function webhooksOf(components: Components): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(webhookEvents).map(([type, schema]) => [
      type,
      {
        post: {
          operationId: `receive${pascalCase(type)}`,
          tags: ["Webhooks"],
          summary: `Receive \`${type}\``,
          description: schema.description,
          ...deliveryOf(schema, components),
        },
      },
    ]),
  );
}

/** The delivery of an event: its body, and the answers of a receiver. */
export function deliveryOf(event: z.ZodType, components: Components): Json {
  return {
    security: [],
    parameters: Object.entries(DELIVERY_HEADERS).map(([name, description]) => ({
      name,
      in: "header",
      required: true,
      description,
      schema: { type: "string" },
    })),
    requestBody: { required: true, content: contentOf({ json: event }, "output", components) },
    responses: {
      "200": { description: "Received. Any 2xx ends the delivery; all other answers are retried." },
      "410": {
        description: "The endpoint is gone for good: it is disabled, and nothing more is posted to it.",
      },
    },
  };
}

function pascalCase(type: string): string {
  return type.replaceAll(/(?:^|[._])(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
