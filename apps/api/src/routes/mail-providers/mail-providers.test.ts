import { MailProviderList, ResumedMailProvider, type SessionOutcome } from "@winnow/contracts";
import { createProviderBudget } from "@winnow/core";
import { createLogger } from "@winnow/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, operator, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const PATH = "/ops/api/mail-providers";
const CALM = { recipients: 3, throttled: false, blocked: false };

async function open(provider: string, mode: "live" | "test" = "live") {
  const logger = createLogger({ name: "test", level: "silent" });
  const budget = createProviderBudget({ database: api.database.kysely, logger }, { mode });
  return budget.acquire({ provider, egress: "203.0.113.7", recipients: 3, sessionsMax: 4 });
}
async function session(provider: string, outcome: SessionOutcome = CALM, mode: "live" | "test" = "live") {
  const grant = await open(provider, mode);
  if (!grant.granted) throw new Error(grant.reason);
  await grant.release(outcome);
}
async function list(query = ""): Promise<MailProviderList> {
  const response = await api.fetch(`${PATH}${query}`, { headers: operator });
  return MailProviderList.strict().parse(await response.json());
}
const pause = (provider: string, body: object) => api.post(`${PATH}/${provider}/pause`, body, operator);
const resume = (provider: string, body?: object) =>
  body === undefined
    ? api.fetch(`${PATH}/${provider}/resume`, { method: "POST", headers: operator })
    : api.post(`${PATH}/${provider}/resume`, body, operator);

test("an operator sees which providers throttle, and why, and pauses and resumes them", async () => {
  expect(await list()).toEqual({ data: [], has_more: false });
  await session("acme.test");
  const reply = "421 4.7.28 unusual rate of mail";
  for (const outcome of [CALM, { ...CALM, throttled: true, reply }]) await session("google", outcome);
  await session("google", { ...CALM, throttled: true, reply });
  const [google, acme] = (await list()).data;
  expect(google).toMatchObject({
    provider: "google",
    egress: "203.0.113.7",
    mode: "live",
    state: "paused",
    sessions: { open: 0, window: 1, max: 4 },
    pause: { by: "throttling", reason: reply },
    last_hour: { sessions: 3, asked: 9, throttled: 2, blocked: 0 },
  });
  expect(acme).toMatchObject({ provider: "acme.test", state: "running", pause: null });

  const paused = await pause("acme.test", { minutes: 30, reason: "  their postmaster asked us to " });
  expect(MailProviderList.strict().parse(await paused.json()).data).toMatchObject([
    { state: "paused", pause: { by: "operator", reason: "their postmaster asked us to" } },
  ]);
  expect(await open("acme.test")).toMatchObject({ reason: "paused" });
  expect((await list("?state=running")).data).toEqual([]);
  expect((await list("?limit=1")).has_more).toBe(true);

  for (const provider of ["acme.test", "google"]) {
    const resumed = ResumedMailProvider.strict().parse(await (await resume(provider)).json());
    expect(resumed).toMatchObject({ rows: 0, data: [{ provider, pause: null }] });
  }
  expect((await list("?state=paused")).data).toEqual([]);
  expect(await open("acme.test")).toMatchObject({ granted: true });
});

test("the sandbox's providers are separate from the internet's", async () => {
  await session("both.test");
  await session("both.test", CALM, "test");
  await pause("both.test", { minutes: 5, mode: "test" });
  const states = (await list("?provider=both.test")).data.map(({ mode, state }) => [mode, state]);
  expect(states).toEqual([
    ["test", "paused"],
    ["live", "running"],
  ]);
  await resume("both.test");
  expect((await list("?provider=both.test&state=paused")).data).toHaveLength(1);
  expect((await resume("both.test", { mode: "test" })).status).toBe(200);
  expect((await list("?provider=both.test&state=paused")).data).toEqual([]);
});

test("a call with a mistake is refused with its reason, and nothing is paused", async () => {
  await session("right.test");
  await expectProblem(await pause("wrong.test", { minutes: 5 }), "not_found");
  await expectProblem(await resume("wrong.test"), "not_found");
  await expectProblem(await resume("right.test", { mode: "dry" }), "validation_failed");
  for (const [body, pointer] of [
    [{}, "/minutes"],
    [{ minutes: 0 }, "/minutes"],
    [{ minutes: 1.5 }, "/minutes"],
    [{ minutes: 5, reason: "a\0b" }, "/reason"],
    [{ minutes: 5, until: "tomorrow" }, "/until"],
  ] as const) {
    const problem = await expectProblem(await pause("right.test", body), "validation_failed");
    expect(problem.errors?.[0]?.pointer).toBe(pointer);
  }
  await expectProblem(await api.fetch(`${PATH}?state=angry`, { headers: operator }), "validation_failed");
  expect((await list("?provider=right.test")).data).toMatchObject([{ state: "running" }]);
});

test("a customer's key is refused on each of these calls", async () => {
  const { live } = await api.signUp();
  await session("mine.test");
  await expectProblem(await api.fetch(PATH, { headers: live }), "invalid_operator_token");
  const paused = await api.post(`${PATH}/mine.test/pause`, { minutes: 5 }, live);
  await expectProblem(paused, "invalid_operator_token");
});

test("/metrics counts them", async () => {
  await session("metered.test");
  await pause("metered.test", { minutes: 5 });
  const before = await (await api.fetch("/metrics", { headers: operator })).text();
  const value = (text: string, name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
  await session("loud.test", { ...CALM, throttled: true });
  await open("loud.test");
  const after = await (await api.fetch("/metrics", { headers: operator })).text();
  expect(value(before, "winnow_mail_providers_paused")).toBe(1);
  for (const name of ["winnow_mail_sessions_open", "winnow_mail_sessions_throttled"]) {
    expect(value(after, name) - value(before, name), name).toBe(1);
  }
  expect(after).toMatch(/^winnow_mail_rows_waiting 0$/m);
});
