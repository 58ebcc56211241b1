import type { z } from "zod";
import type { Components } from "#openapi/components.ts";
import type { Json } from "#openapi/json.ts";
import type { MediaContract } from "#route/contract.ts";

/** A body by media type: JSON by its named schema with a complete example, everything else as text. */
export function contentOf(
  body: {
    readonly json?: z.ZodType | undefined;
    readonly media?: Readonly<Record<string, MediaContract>> | undefined;
  },
  io: "input" | "output",
  components: Components,
): Record<string, Json> {
  const { json, media = {} } = body;
  return {
    ...(json !== undefined && { "application/json": jsonContent(json, io, components) }),
    ...Object.fromEntries(
      Object.entries(media).map(([type, { description, example, schema }]) => [
        type,
        {
          schema:
            schema === undefined
              ? { type: "string", ...(io === "input" && { format: "binary" }), description }
              : components.reference(schema, io),
          ...(example !== undefined && { example }),
        },
      ]),
    ),
  };
}

function jsonContent(schema: z.ZodType, io: "input" | "output", components: Components): Json {
  const example = components.exampleOf(schema);
  return { schema: components.reference(schema, io), ...(example !== undefined && { example }) };
}
