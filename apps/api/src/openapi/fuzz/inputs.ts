import fc from "fast-check";

/** An operation of the OpenAPI document: the parts that requests are made from. */
export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly example?: unknown }>;
  };
}

const nasty = fc.constantFrom(
  "",
  " ",
  "0",
  "-1",
  "1e309",
  "null",
  "%00",
  "'; drop table jobs; --",
  "\u0000",
  "\ud800",
  "../..",
  "ada@acme.test",
  "a".repeat(5_000),
  "é".normalize("NFD"),
  "\u202e",
  "2026-02-30T00:00:00Z",
  "99999999999999999999",
);
export const text = fc.oneof(
  nasty,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 40 }),
);
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constant(2 ** 53));

/** A value like the example, with some fields removed, changed or added. */
function bent(example: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(example)) {
    const each = example.map(bent);
    return fc.oneof(
      { weight: 4, arbitrary: fc.tuple(...each) },
      fc.constant([]),
      fc.array(anyJson, { maxLength: 5 }),
    );
  }
  if (typeof example === "object" && example !== null) {
    const members = Object.fromEntries(
      Object.entries(example).map(([name, value]) => [
        name,
        fc.oneof({ weight: 6, arbitrary: fc.constant(value) }, bent(value), anyJson),
      ]),
    );
    return fc
      .tuple(
        fc.record(members, { requiredKeys: [] }),
        fc.record(members),
        fc.boolean(),
        fc.option(fc.tuple(text, anyJson), { freq: 6 }),
      )
      .map(([some, all, whole, extra]) => ({
        ...(whole ? all : some),
        ...(extra !== null && { [extra[0]]: extra[1] }),
      }));
  }
  return fc.oneof({ weight: 3, arbitrary: fc.constant(example) }, anyJson);
}

export interface Body {
  readonly body?: string;
  readonly type?: string;
}

/** Bodies like the operation's example, altered ones, and bodies of other types. */
export function bodyOf({ requestBody }: Operation): fc.Arbitrary<Body> {
  const example = requestBody?.content["application/json"]?.example ?? { any: 1 };
  const json = bent(example).map((value) => ({
    body: JSON.stringify(value) ?? "",
    type: "application/json",
  }));
  return fc.oneof(
    { weight: 12, arbitrary: json },
    { weight: 4, arbitrary: fc.constant({ body: JSON.stringify(example), type: "application/json" }) },
    fc.constant({}),
    text.map((body) => ({ body, type: "application/json" })),
    text.map((body) => ({ body, type: "text/csv" })),
    fc.constant({ body: 'email\n"open', type: "text/csv" }),
    fc.constant({ body: "email;name\nada@acme.test;Ada\n", type: "text/csv; charset=utf-16" }),
    fc.constant({ body: "{}", type: "application/xml" }),
    fc.constant({ body: "[".repeat(9_000), type: "application/json" }),
    fc.constant({ body: "x".repeat(30_000), type: "application/json" }),
  );
}

/** Headers besides those of the caller. */
export const headersOf = (callers: number) =>
  fc.record({
    caller: fc.nat(callers - 1),
    idempotency: fc.constantFrom(undefined, "one", '"two"', '"open', "x".repeat(300), "{}"),
    accept: fc.constantFrom(undefined, undefined, undefined, "*/*", "text/csv", "image/png", "garbage"),
    mode: fc.constantFrom(undefined, undefined, undefined, "test", "dry"),
  });

export const encoded = (value: string) => encodeURIComponent(value.toWellFormed()).replaceAll(".", "%2E");

/** The path with its parameters filled in, and a query. */
export function pathOf(
  path: string,
  ids: readonly string[],
  query: readonly (readonly [string, string])[],
): string {
  let next = 0;
  const filled = path.replaceAll(/\{\w+\}/g, () => ids[next++] ?? "x");
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
  return search === "" ? filled : `${filled}?${search}`;
}
