import { Mode } from "@winnow/contracts";
import type { Components } from "#openapi/components.ts";
import type { Json } from "#openapi/json.ts";
import type { RouteContract } from "#route/contract.ts";

/** Every parameter of a route: in its path, its query and its headers. */
export function parametersOf(route: RouteContract, components: Components): Json[] {
  return [
    ...pathParameters(route),
    ...queryParameters(route, components),
    ...headerParameters(route, components),
  ];
}

function pathParameters({ params = {} }: RouteContract): Json[] {
  return Object.entries(params).map(([name, description]) => ({
    name,
    in: "path",
    required: true,
    description,
    schema: { type: "string" },
  }));
}

function queryParameters({ query, body, files }: RouteContract, components: Components): Json[] {
  if (query === undefined) return [];
  // When a JSON body is accepted as well, its options stand in it, so no query parameter is required.
  const either = body !== undefined && files !== undefined;
  return components.propertiesOf(query, "input").map(({ name, schema, required }) => {
    const { description, ...rest } = schema;
    // Generated clients send defaults, and a query beside a JSON body is refused.
    if (either) delete rest["default"];
    const shape = components.shapeOf(rest, "input");
    return {
      name,
      in: "query",
      required: required && !either,
      description,
      schema: shape === "object" ? jsonText(rest) : rest,
    };
  });
}

/**
 * An object is sent as JSON text: generators support `contentMediaType`, but skip or explode `content`. Without a format
 * oapi-codegen generates a file parameter.
 */
function jsonText(schema: Json): Json {
  return {
    type: "string",
    format: "json-object",
    contentMediaType: "application/json",
    contentSchema: schema,
  };
}

function headerParameters(
  { idempotencyKey, signature, access }: RouteContract,
  components: Components,
): Json[] {
  const signed = Object.entries(signature?.headers ?? {}).map(([name, description]) => ({
    name,
    in: "header",
    required: true,
    description,
    schema: { type: "string" },
  }));
  const keyed = idempotencyKey === undefined ? [] : [idempotencyParameter(idempotencyKey === "required")];
  const mode = access === "key" || access === "member" ? [modeParameter(components)] : [];
  return [...keyed, ...signed, ...mode];
}

/** ASCII without control characters, and without quotes and a blank at the end: a key may also come in quotes. */
const PRINTABLE = String.raw`^[\x20\x21\x23-\x7e]*[\x21\x23-\x7e]$`;

function idempotencyParameter(required: boolean): Json {
  return {
    name: "Idempotency-Key",
    in: "header",
    required,
    description:
      "Identifies this call for 24 hours: a fresh UUID, and the same one when the call is repeated. A repetition is answered " +
      "with the first answer and is free; another body under the same key is refused.",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: PRINTABLE },
    example: "8e03978e-40d5-43dd-bc93-6894a57f9324",
  };
}

function modeParameter(components: Components): Json {
  return {
    name: "Winnow-Mode",
    in: "header",
    required: false,
    description: "With a session: the mode of the call, live when it is left out. A key has its own mode.",
    schema: components.reference(Mode, "input"),
  };
}
