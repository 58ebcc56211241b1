type Json = Readonly<Record<string, unknown>>;

/** Figures of an OpenAPI document. */
export interface DocumentFigures {
  readonly "named schemas": number;
  readonly properties: number;
  readonly "of these described": number;
  readonly parameters: number;
  readonly "parameters described": number;
  readonly kB: number;
}

/** @param text the document, as it is served. */
export function countDocument(text: string): DocumentFigures {
  const document = JSON.parse(text) as Json;
  const properties = [...propertiesIn(document)];
  const parameters = [...parametersOf(document)];
  const isDescribed = ({ description }: Json) => typeof description === "string" && description !== "";
  const components = document["components"] as { readonly schemas?: Json } | undefined;
  return {
    "named schemas": Object.keys(components?.schemas ?? {}).length,
    properties: properties.length,
    "of these described": properties.filter(isDescribed).length,
    parameters: parameters.length,
    "parameters described": parameters.filter(isDescribed).length,
    kB: Buffer.byteLength(text) / 1000,
  };
}

/** Every property of every schema, at any place except in examples. */
function* propertiesIn(part: unknown): Generator<Json> {
  if (Array.isArray(part)) for (const each of part) yield* propertiesIn(each);
  else if (isObject(part)) {
    for (const [name, value] of Object.entries(part)) {
      if (name === "example" || name === "examples") continue;
      if (name === "properties" && isObject(value)) yield* Object.values(value).filter(isObject);
      yield* propertiesIn(name === "properties" && isObject(value) ? Object.values(value) : value);
    }
  }
}

/** Every parameter of every operation. */
function* parametersOf(document: Json): Generator<Json> {
  for (const path of Object.values(document["paths"] as Record<string, Json>)) {
    for (const operation of Object.values(path)) {
      if (isObject(operation)) yield* ((operation["parameters"] ?? []) as Json[]).values();
    }
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
