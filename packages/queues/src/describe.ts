import { z } from "zod";
import { queueCatalogue, queueNames } from "#catalogue.ts";

/** The queue map: a Markdown table with one line a queue, for docs/architecture.md. */
export function describeQueues(): string {
  const lines = queueNames.map((name) => {
    const { payload, concurrency, setting, purpose } = queueCatalogue[name];
    const atOnce = setting === undefined ? concurrency : `\`${setting}\` (${concurrency})`;
    return `| \`${name}\` | \`${describePayload(payload)}\` | ${atOnce} | ${purpose} |`;
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
