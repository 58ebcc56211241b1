import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operator, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";
import { describeApi } from "#openapi/describe.ts";
import { operations } from "#openapi/operations.ts";
import { routes } from "#routes/index.ts";

// Thousands of requests made from the document: as it says, and bent. Whatever is sent, the answer is one that the document
// promises (`api.fetch` holds status, media type, code and body to it), and none says that the server broke.

const RUNS = 250;
/** Each hashes a password, which is slow on purpose. */
const SLOW = new Set(["signUp", "signIn", "changePassword", "acceptInvitation"]);
const SLOW_RUNS = 25;
const SEED = 20_261_123;
const ENDLESS = { quota: 1_000_000, windowSeconds: 1 };
const password = "correct horse battery";

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: { readonly examples?: readonly unknown[] } }>;
  };
}
const document = describeApi(routes, operations) as { paths: Record<string, Record<string, Operation>> };
const cases = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

let api: TestApi;
let organization: TestOrganization;
let session: Record<string, string>;
beforeAll(async () => {
  api = await startTestApi({
    keyLimit: { name: "key", ...ENDLESS },
    organizationLimit: { name: "organization", ...ENDLESS },
    failedAuthenticationLimit: { name: "failed-authentication", ...ENDLESS },
    leakLimit: { name: "leak", ...ENDLESS },
    signupLimit: { name: "signup", ...ENDLESS },
    purchaseHookSecrets: ["whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"],
    singleWaitMs: 0,
    jsonBodyMaxBytes: 20_000,
    csvBodyMaxBytes: 20_000,
  });
  organization = await api.signUp();
  await api.post(
    "/v1/jobs",
    { kind: "verify", rows: [{ email: "ada@acme.test" }] },
    {
      ...organization.test,
      "idempotency-key": "first",
    },
  );
});
afterAll(() => api[Symbol.asyncDispose]());

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
const text = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 40 }));
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.double(), fc.constant(2 ** 53));

/** A value like the example, but for some members that are gone, other ones or too many. */
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

interface Body {
  readonly body?: string;
  readonly type?: string;
}

function bodyOf({ requestBody }: Operation): fc.Arbitrary<Body> {
  const example = requestBody?.content["application/json"]?.schema.examples?.[0] ?? { any: 1 };
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

/** Everything that a caller may be: nobody, a stranger, a key, a member, the operator. */
const callers = [
  () => ({}),
  () => organization.test,
  () => organization.test,
  () => organization.live,
  () => session,
  () => ({ ...session, "winnow-mode": "test" }),
  () => ({ ...session, origin: "https://evil.example" }),
  () => operator,
  () => ({ authorization: "Bearer wn_test_nothing" }),
  () => ({ authorization: "Basic Og==" }),
  () => ({ "x-api-key": "ÿ" }),
];
const headers = fc.record({
  caller: fc.nat(callers.length - 1),
  idempotency: fc.constantFrom(undefined, "one", '"two"', '"open', "x".repeat(300), "{}"),
  accept: fc.constantFrom(undefined, undefined, undefined, "*/*", "text/csv", "image/png", "garbage"),
  mode: fc.constantFrom(undefined, undefined, undefined, "test", "dry"),
});

const encoded = (value: string) => encodeURIComponent(value.toWellFormed()).replaceAll(".", "%2E");

function pathOf(path: string, ids: readonly string[], query: readonly (readonly [string, string])[]): string {
  let next = 0;
  const filled = path.replaceAll(/\{\w+\}/g, () => ids[next++] ?? "x");
  const search = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
  return search === "" ? filled : `${filled}?${search}`;
}

describe.each(cases)("$method $path", ({ path, method, operation }) => {
  test("keeps to the document", async () => {
    const signedIn = await api.post("/v1/session", { email: "owner-1@acme.test", password });
    session = { cookie: signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
    const names = operation.parameters.filter((one) => one.in === "query").map(({ name }) => name);
    const name =
      names.length === 0 ? text : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, text);
    const value = fc.oneof(
      text,
      fc.constantFrom("verify", "json", "csv", "key", "day", "10", "true", "live"),
    );
    const ownJob = (await api.database.kysely.selectFrom("jobs").select("id").executeTakeFirstOrThrow()).id;
    // Its stream would go on for as long as the job does.
    if (operation.operationId === "watchJob") {
      await api.post(`/v1/jobs/${ownJob}/cancel`, {}, organization.test);
    }
    const id = fc.oneof(text.map(encoded), fc.constantFrom(ownJob, "%ff", "%", "%00", "..%2f", "key_none"));
    const seen = new Set<number>();
    const request = fc.record({
      ids: fc.array(id, { minLength: 2, maxLength: 2 }),
      query: fc.array(fc.tuple(name, value), { maxLength: 3 }),
      body: method === "get" ? fc.constant<Body>({}) : bodyOf(operation),
      headers,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ ids, query, body, headers: sent }) => {
        const response = await api.fetch(pathOf(path, ids, query), {
          method: method.toUpperCase(),
          headers: {
            ...callers[sent.caller]?.(),
            ...(body.type !== undefined && { "content-type": body.type }),
            ...(sent.idempotency !== undefined && { "idempotency-key": sent.idempotency }),
            ...(sent.accept !== undefined && { accept: sent.accept }),
            ...(sent.mode !== undefined && { "winnow-mode": sent.mode }),
          } as Record<string, string>,
          ...(body.body !== undefined && { body: body.body }),
        });
        await response.arrayBuffer();
        seen.add(response.status);
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: SLOW.has(operation.operationId) ? SLOW_RUNS : RUNS, seed: SEED },
    );
    expect(seen.size).toBeGreaterThan(1);
  }, 60_000);
});
