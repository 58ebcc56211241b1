import { z } from "zod";
import { queueCatalogue, queueNames } from "#catalogue.ts";

/** The queue map: a Markdown table with one line a queue, for the README. */
export function describeQueues(): string {
  const lines = queueNames.map((name) => {
    const { payload, concurrency, purpose } = queueCatalogue[name];
    return `| \`${name}\` | \`${describePayload(payload)}\` | ${concurrency} | ${purpose} |`;
  });
  return [
    "| Queue | Payload | At once | When it rings, what happens |",
    "| --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}

function describePayload(payload: z.ZodObject): string {
  const fields = Object.entries(z.toJSONSchema(payload).properties ?? {}).map(([key, schema]) => {
    const type = typeof schema === "object" ? schema.type : "unknown";
    return `${key}: ${type}`;
  });
  return `{ ${fields.join(", ")} }`;
}
