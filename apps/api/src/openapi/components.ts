import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Json } from "#openapi/json.ts";

type Io = "input" | "output";

/** Named schemas of the document. Each is the zod schema that a route validates or answers with, under its own id. */
export class Components {
  readonly #all: Readonly<Record<Io, Readonly<Record<string, Json>>>>;
  readonly #used = new Map<string, Json>();

  constructor() {
    this.#all = { input: convert("input"), output: convert("output") };
  }

  /** `{ $ref }` to a schema, which the document then contains with everything it refers to. @throws Error without an id. */
  reference(schema: z.ZodType, io: Io): Json {
    const name = idOf(schema);
    this.#use(name, io);
    return { $ref: refTo(name) };
  }

  /** Name, schema and whether it is required, for each property of an object schema. */
  propertiesOf(schema: z.ZodType, io: Io): readonly { name: string; schema: Json; required: boolean }[] {
    const { properties = {}, required = [] } = this.#find(idOf(schema), io) as {
      properties?: Record<string, Json>;
      required?: readonly string[];
    };
    for (const property of Object.values(properties)) this.#useReferences(property, io);
    return Object.entries(properties).map(([name, property]) => ({
      name,
      schema: property,
      required: required.includes(name),
    }));
  }

  /** The JSON type of a property, through its reference; undefined for alternatives. */
  shapeOf(property: Json, io: Io): unknown {
    const { $ref, type } = property;
    return typeof $ref === "string" ? this.#find($ref.replace(refTo(""), ""), io)["type"] : type;
  }

  /** The first example of a schema, or of its first alternative; undefined where it has none. */
  exampleOf(schema: z.ZodType): unknown {
    if (schema instanceof z.ZodUnion) return this.exampleOf(schema.options[0] as z.ZodType);
    return (this.#find(idOf(schema), "output")["examples"] as readonly unknown[] | undefined)?.[0];
  }

  /** All schemas referred to so far, by name. */
  get schemas(): Record<string, Json> {
    return Object.fromEntries([...this.#used].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  #find(name: string, io: Io): Json {
    const found = this.#all[io][name];
    if (found === undefined) throw new Error(`there is no schema ${name}`);
    return found;
  }

  #use(name: string, io: Io): void {
    const schema = this.#find(name, io);
    const known = this.#used.get(name);
    if (known !== undefined) {
      if (isDeepStrictEqual(known, schema)) return;
      throw new Error(`${name} differs between requests and answers: give each a schema of its own`);
    }
    this.#used.set(name, schema);
    this.#useReferences(schema, io);
  }

  #useReferences(part: unknown, io: Io): void {
    if (Array.isArray(part)) for (const each of part) this.#useReferences(each, io);
    else if (typeof part === "object" && part !== null) {
      const { $ref, ...rest } = part as Json;
      if (typeof $ref === "string") this.#use($ref.replace(refTo(""), ""), io);
      this.#useReferences(Object.values(rest), io);
    }
  }
}

const refTo = (name: string) => `#/components/schemas/${name}`;

function idOf(schema: z.ZodType): string {
  const id = z.globalRegistry.get(schema)?.id;
  if (id === undefined) throw new Error("a schema of a route has no id: give it one with .meta({ id })");
  return id;
}

function convert(io: Io): Record<string, Json> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: refTo,
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => simplify(jsonSchema as Json, io),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [
      name,
      schema as Json,
    ]),
  );
}

/**
 * Rewrites a schema in the terms that client generators support: formats instead of their patterns and bounds, and
 * `type: [T, "null"]` for a plain type or null. Schemas of answers are open, because a client must accept new fields.
 */
function simplify(schema: Json, io: Io): void {
  if (typeof schema["format"] === "string" && schema["type"] === "string") delete schema["pattern"];
  if (schema["type"] === "integer") {
    if (schema["minimum"] === Number.MIN_SAFE_INTEGER) delete schema["minimum"];
    if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
    schema["format"] ??= "int64";
  }
  if (schema["type"] === "number") schema["format"] ??= "double";
  if (io === "output" && schema["additionalProperties"] === false) delete schema["additionalProperties"];
  const { anyOf } = schema as { anyOf?: readonly Json[] };
  const [first, second] = anyOf ?? [];
  if (anyOf?.length === 2 && second?.["type"] === "null" && typeof first?.["type"] === "string") {
    delete schema["anyOf"];
    const { description, ...rest } = first;
    Object.assign(schema, rest, { type: [first["type"], "null"] });
    schema["description"] ??= description;
    if (Array.isArray(first["enum"])) schema["enum"] = [...first["enum"], null];
  }
}
