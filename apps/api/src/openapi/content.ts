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
      Object.entries(media).map(([type, contract]) => [
        type,
        {
          schema: mediaSchema(contract, io, components),
          ...(contract.example !== undefined && { example: contract.example }),
        },
      ]),
    ),
  };
}

function mediaSchema(
  { description, schema, event }: MediaContract,
  io: "input" | "output",
  components: Components,
): Json {
  if (schema !== undefined) return components.reference(schema, io);
  const text = { type: "string", ...(io === "input" && { format: "binary" }) };
  if (event === undefined) return { ...text, description };
  // OpenAPI 3.1 describes the stream as a text, 3.2 each of its events: tools read it in either way.
  return { description, anyOf: [text, components.reference(event, io)] };
}

function jsonContent(schema: z.ZodType, io: "input" | "output", components: Components): Json {
  const example = components.exampleOf(schema);
  return { schema: components.reference(schema, io), ...(example !== undefined && { example }) };
}
