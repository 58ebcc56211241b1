import type { ErrorCode } from "@winnow/contracts";
import { createId } from "@winnow/runtime";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { layCable, type DatabaseCable } from "#fixture/database-cable.ts";
import { freshKey } from "#fixture/job-calls.ts";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";
import { exampleOf } from "#fixture/example-of.ts";
import type { Route } from "#route/define.ts";
import { promisedErrors } from "#route/errors.ts";
import { routes } from "#routes/index.ts";

// Every route is tested with every class of error that its contract implies. The cases come from the route table, so a new
// route is included. Errors of a single route are tested beside it.
const OWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "internal",
  "email_taken",
  "signup_closed",
  "invalid_credentials",
  "invalid_signature",
  "last_owner",
  "insufficient_credits",
  "key_budget_exceeded",
  "idempotency_key_reused",
  "idempotency_in_progress",
  "suppressed",
  "provider_unavailable",
  "job_state_conflict",
  "results_expired",
  "upload_started",
  "key_state_conflict",
  "mapping_ambiguous",
  "unreadable_csv",
  "range_not_satisfiable",
]);

type Headers = Record<string, string>;
const password = "correct horse battery";
const JSON_BODY = { "content-type": "application/json" };
const ONCE = { quota: 1, windowSeconds: 3_600 };

let api: TestApi;
/** Limits that allow one call of each kind. */
let strict: TestApi;
let cut: TestApi;
let cable: DatabaseCable;
let keys: Record<
  "test" | "live" | "poor" | "searching" | "unknown" | "expired" | "revoked" | "elsewhere",
  Headers
>;
let sessions: Record<"owner" | "reader" | "suspended", Headers>;
let strictKey: Headers;
let strictSession: Headers;
let jobId: string;
let webhookId: string;
let cutKey: Headers;
let cutSession: Headers;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
async function sessionOf(of: TestApi, email: string): Promise<Headers> {
  const response = await of.post("/v1/session", { email, password });
  return { cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}
async function keyOf(members: object = {}): Promise<{ id: string; headers: Headers }> {
  const made = await api.post("/v1/keys", { name: "made", ...members }, keys.test);
  const { id, token } = (await made.json()) as { id: string; token: string };
  return { id, headers: bearer(token) };
}

beforeAll(async () => {
  api = await startTestApi({
    keyLimit: { name: "key", quota: 100_000, windowSeconds: 60 },
    organizationLimit: { name: "organization", quota: 100_000, windowSeconds: 60 },
    failedAuthenticationLimit: { name: "failed-authentication", quota: 100_000, windowSeconds: 60 },
    jsonBodyMaxBytes: 2_000,
    csvBodyMaxBytes: 2_000,
  });
  const organization = await api.signUp();
  keys = { test: organization.test, live: organization.live } as typeof keys;
  const made = {
    unknown: await keyOf(),
    expired: await keyOf(),
    revoked: await keyOf(),
    elsewhere: await keyOf(),
  };
  const { kysely } = api.database;
  await kysely.deleteFrom("api_keys").where("id", "=", made.unknown.id).execute();
  const change = (id: string) => kysely.updateTable("api_keys").where("id", "=", id);
  await change(made.expired.id)
    .set({ expires_at: new Date(0) })
    .execute();
  await change(made.revoked.id)
    .set({ revoked_at: new Date(0) })
    .execute();
  await change(made.elsewhere.id)
    .set({ allowed_addresses: ["203.0.113.0/24"] })
    .execute();
  keys = {
    ...keys,
    searching: (await keyOf({ scopes: ["search"] })).headers,
    poor: (await keyOf({ scopes: ["suppressions:write"] })).headers,
    unknown: made.unknown.headers,
    expired: made.expired.headers,
    revoked: made.revoked.headers,
    elsewhere: made.elsewhere.headers,
  };
  const rows = [{ email: "ada@acme.test" }];
  const job = await api.post(
    "/v1/jobs",
    { kind: "verify", rows },
    { ...keys.test, "idempotency-key": freshKey() },
  );
  jobId = ((await job.json()) as { id: string }).id;
  const webhook = await api.post("/v1/webhooks", { url: "http://127.0.0.1:9/hook" }, keys.test);
  webhookId = ((await webhook.json()) as { id: string }).id;
  const owner = await sessionOf(api, "owner-1@acme.test");
  const invited = await api.post("/v1/invitations", { email: "reader@acme.test", role: "read_only" }, owner);
  const { token } = (await invited.json()) as { token: string };
  await api.post("/v1/invitations/accept", { token, password });
  const suspended = await api.signUp();
  sessions = {
    owner,
    reader: await sessionOf(api, "reader@acme.test"),
    suspended: await sessionOf(api, "owner-2@acme.test"),
  };
  await kysely
    .updateTable("organizations")
    .set({ suspended_at: sql<Date>`now()` })
    .where("id", "=", suspended.id)
    .execute();

  strict = await startTestApi({
    keyLimit: { name: "key", ...ONCE },
    failedAuthenticationLimit: { name: "failed-authentication", ...ONCE },
    signInLimit: { name: "sign-in", ...ONCE },
    leakLimit: { name: "leak", ...ONCE },
    signupLimit: { name: "signup", ...ONCE },
  });
  strictKey = (await strict.signUp()).test;
  strictSession = await sessionOf(strict, "owner-1@acme.test");
  cut = await startTestApi({ cableFrom: async (to) => (cable = await layCable(to)) });
  cutKey = (await cut.signUp()).test;
  cutSession = await sessionOf(cut, "owner-1@acme.test");
  await cable.pull();
});
afterAll(async () => {
  await cable.plug();
  for (const one of [api, strict, cut]) await one[Symbol.asyncDispose]();
});

interface Sent {
  readonly headers?: Headers;
  readonly body?: string;
  readonly query?: string;
  readonly id?: string;
  readonly to?: TestApi;
}

/** How each class is provoked on a route: the changes to a valid call. */
const provoke: Partial<Record<ErrorCode, (route: Route) => Sent>> = {
  missing_key: () => ({ headers: {} }),
  malformed_key: () => ({ headers: { "x-api-key": "nonsense" } }),
  unknown_key: () => ({ headers: keys.unknown }),
  expired_key: () => ({ headers: keys.expired }),
  revoked_key: () => ({ headers: keys.revoked }),
  ip_not_allowed: () => ({ headers: keys.elsewhere }),
  insufficient_scope: ({ path }) => ({
    headers: path.startsWith("/v1/suppressions") ? keys.searching : keys.poor,
  }),
  browser_use_blocked: () => ({ headers: { ...keys.live, "sec-fetch-site": "same-origin" } }),
  session_required: () => ({ headers: { cookie: "winnow.session_token=forged.forged" } }),
  cross_site_request: () => ({ headers: { ...sessions.owner, origin: "https://evil.example" } }),
  organization_suspended: () => ({ headers: sessions.suspended }),
  insufficient_role: () => ({ headers: sessions.reader }),
  invalid_operator_token: () => ({ headers: {} }),
  not_acceptable: (route) => ({ headers: { ...rightHeaders(route), accept: "image/png" } }),
  idempotency_key_required: (route) => ({ headers: { ...rightHeaders(route), "idempotency-key": "" } }),
  not_found: ({ path }) =>
    path === "/v1/jobs" ? { body: JSON.stringify({ kind: "verify", upload: createId("upl") }) } : {},
  // A line that is not JSON is rejected alone; a body that cannot be decompressed is refused.
  invalid_json: (route) =>
    takesLines(route)
      ? { headers: { ...linesHeaders(route), "content-encoding": "gzip" }, query: "source=crm", body: "{" }
      : { body: "{" },
  unsupported_media_type: (route) => ({
    headers: { ...rightHeaders(route), "content-type": "application/xml" },
    body: "<a/>",
    ...(takesLines(route) && { query: "source=crm" }),
  }),
  payload_too_large: (route) => {
    if (takesLines(route)) {
      return { headers: linesHeaders(route), query: "source=crm", body: "x".repeat(70_000) };
    }
    if (!takesCsvOnly(route)) return { body: JSON.stringify("x".repeat(70_000)) };
    return { headers: csvHeaders(route), query: "kind=verify", body: `email\n${"x".repeat(70_000)}` };
  },
  validation_failed: (route) => {
    if (takesCsvOnly(route)) return { headers: csvHeaders(route), query: "kind=none", body: "email\n" };
    if (route.body !== undefined) return { body: '{"unheard_of":1}' };
    return { ...(takesLines(route) && { headers: linesHeaders(route) }), query: "unheard_of=1" };
  },
  invalid_cursor: ({ path }) => {
    if (path === "/v1/events") return { query: "after=nonsense" };
    const id = path.startsWith("/v1/webhooks") ? webhookId : jobId;
    return { id, query: path === "/v1/usage" ? "cursor=nonsense&group_by=key" : "cursor=nonsense" };
  },
  headers_too_large: () => ({ query: `cursor=${"x".repeat(17_000)}` }),
  unavailable: (route) => ({
    to: cut,
    headers: { ...JSON_BODY, ...headersOn(route, cutKey, cutSession) },
    ...(takesLines(route) && {
      headers: linesHeaders(route),
      query: "source=crm",
      body: '{"email":"ada@acme.test"}',
    }),
  }),
  rate_limited: (route) => ({
    to: strict,
    headers: {
      ...JSON_BODY,
      ...headersOn(route, strictKey, strictSession, { authorization: "Bearer guess" }),
    },
    ...(route.path === "/v1/password" && {
      body: JSON.stringify({ current_password: "a wrong guess", new_password: password }),
    }),
  }),
};

const takesCsvOnly = (route: Route) => {
  return Object.hasOwn(route.files ?? {}, "text/csv") && route.body === undefined && !takesLines(route);
};
const takesLines = (route: Route) => Object.hasOwn(route.files ?? {}, "application/x-ndjson");
const linesHeaders = (route: Route) => ({ ...rightHeaders(route), "content-type": "application/x-ndjson" });
const csvHeaders = (route: Route) => ({ ...rightHeaders(route), "content-type": "text/csv" });
function headersOn(route: Route, key: Headers, session: Headers, token: Headers = operator): Headers {
  const own = { anyone: {}, key, member: session, operator: token }[route.access];
  return { ...own, "idempotency-key": freshKey() };
}
function rightHeaders(route: Route): Headers {
  return { ...JSON_BODY, ...headersOn(route, keys.test, sessions.owner) };
}
function rightBody(route: Route): string | undefined {
  const example = exampleOf(route);
  return example === undefined ? undefined : JSON.stringify(example);
}

async function send(route: Route, sent: Sent): Promise<Response> {
  const path = route.path.replace(":id", sent.id ?? createId("job")).replace(":delivery", "del_none");
  const body = sent.body ?? rightBody(route);
  return (sent.to ?? api).fetch(sent.query === undefined ? path : `${path}?${sent.query}`, {
    method: route.method,
    headers: sent.headers ?? rightHeaders(route),
    ...(body !== undefined && { body }),
  });
}

/** These authenticate their caller by the body's signature: their classes are tested beside them. */
const SIGNED = new Set(["/hooks/purchases", "/v1/leaks/scanner"]);
const generated = routes.filter(({ path }) => !SIGNED.has(path));

describe.each(generated)("$method $path", (route) => {
  const codes = promisedErrors(route).filter((code) => !OWN.has(code));
  test.each(codes)("%s", async (code) => {
    const sent = provoke[code]?.(route);
    if (sent === undefined) throw new Error(`say how ${code} is provoked, or test it beside its route`);
    let response = await send(route, sent);
    // A limit refuses the call after the last allowed one.
    for (let more = 2; code === "rate_limited" && response.status !== 429 && more > 0; more -= 1) {
      response = await send(route, sent);
    }
    await expectProblem(response, code);
  });
});

test("a method that a path does not allow", async () => {
  for (const { path } of generated) {
    const response = await api.fetch(path.replace(":id", "x"), { method: "PATCH" });
    await expectProblem(response, "method_not_allowed");
    expect(response.headers.get("allow")).toContain("OPTIONS");
  }
});
