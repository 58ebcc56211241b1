import { runs } from "@winnow/testing/sample";
import { ChangePassword } from "@winnow/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operator, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";
import { loadConfiguration } from "@winnow/runtime";
import { describeApi } from "#openapi/document.ts";
import { bodyOf, encoded, headersOf, pathOf, text, type Body, type Operation } from "#openapi/fuzz/inputs.ts";
import { subjectOf, type Subject } from "#openapi/fuzz/subjects.ts";
import { routes } from "#routes/index.ts";

const RUNS = runs(100);
/** Each call hashes a password, which is slow on purpose. */
const SLOW = new Set(["signUp", "signIn", "changePassword", "acceptInvitation"]);
const SLOW_RUNS = runs(25);
const ENDLESS = { quota: 1_000_000, windowSeconds: 1 };
const password = "correct horse battery";

const document = describeApi(routes, loadConfiguration({}).prices) as {
  paths: Record<string, Record<string, Operation>>;
};

interface Known {
  readonly organization: TestOrganization;
  /** Headers of a signed-in member. */
  readonly session: Record<string, string>;
}

/** Every kind of caller: anonymous, with an invalid key, a key, a member, the operator. */
const callersOf = ({ organization, session }: Known) => [
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

async function startFuzzedApi(): Promise<TestApi & Pick<Known, "organization">> {
  const api = await startTestApi({
    keyLimit: { name: "key", ...ENDLESS },
    organizationLimit: { name: "organization", ...ENDLESS },
    failedAuthenticationLimit: { name: "failed-authentication", ...ENDLESS },
    signInLimit: { name: "sign-in", ...ENDLESS },
    accountSignInLimit: { name: "sign-in-account", ...ENDLESS },
    leakLimit: { name: "leak", ...ENDLESS },
    signupLimit: { name: "signup", ...ENDLESS },
    purchaseHookSecrets: ["whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"],
    singleWaitMs: 0,
    jsonBodyMaxBytes: 20_000,
    csvBodyMaxBytes: 20_000,
  });
  const organization = await api.signUp();
  const job = { kind: "verify", rows: [{ email: "ada@acme.test" }] };
  await api.post("/v1/jobs", job, { ...organization.test, "idempotency-key": "first" });
  return { ...api, organization };
}

const [changed] = ChangePassword.array().parse(ChangePassword.meta()?.["examples"]);

/** The example of POST /v1/password, sent as it stands, changes the owner's: after that the new one opens the session. */
async function signIn(api: TestApi): Promise<Record<string, string>> {
  for (const tried of [password, changed?.new_password]) {
    const answer = await api.post("/v1/session", { email: "owner-1@acme.test", password: tried });
    if (answer.status === 200) return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  }
  throw new Error("the owner cannot sign in any more");
}

/**
 * Tests each operation of a subject with requests made from the document, both valid and altered. Every answer must be one
 * that the document promises (`api.fetch` checks status, media type, code and body), and none may be a server error.
 */
export function fuzz(subject: Subject): void {
  const cases = Object.entries(document.paths)
    .filter(([path]) => subjectOf(path) === subject)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
  let api: Awaited<ReturnType<typeof startFuzzedApi>>;
  beforeAll(async () => {
    api = await startFuzzedApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  describe.each(cases)("$method $path", ({ path, method, operation }) => {
    test("keeps to the document", async () => {
      const session = await signIn(api);
      const callers = callersOf({ organization: api.organization, session });
      const names = (operation.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => name);
      const name =
        names.length === 0 ? text : fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, text);
      const value = fc.oneof(
        text,
        fc.constantFrom("verify", "json", "csv", "key", "day", "10", "true", "live"),
      );
      const ownJob = (await api.database.kysely.selectFrom("jobs").select("id").executeTakeFirstOrThrow()).id;
      // Its stream would continue as long as the job.
      if (operation.operationId === "watchJob") {
        await api.post(`/v1/jobs/${ownJob}/cancel`, {}, api.organization.test);
      }
      const id = fc.oneof(text.map(encoded), fc.constantFrom(ownJob, "%ff", "%", "%00", "..%2f", "key_none"));
      const seen = new Set<number>();
      const request = fc.record({
        ids: fc.array(id, { minLength: 2, maxLength: 2 }),
        query: fc.array(fc.tuple(name, value), { maxLength: 3 }),
        body: method === "get" ? fc.constant<Body>({}) : bodyOf(operation),
        headers: headersOf(callers.length),
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
        { numRuns: SLOW.has(operation.operationId) ? SLOW_RUNS : RUNS },
      );
      expect(seen.size).toBeGreaterThan(1);
    });
  });
}
