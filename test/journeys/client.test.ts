import { Readable } from "node:stream";
import { createApi } from "@winnow/api";
import { createClient, signup, WinnowError, type Client } from "@winnow/client";
import { createVault } from "@winnow/core";
import { createBell } from "@winnow/queues";
import { createLogger, loadConfiguration } from "@winnow/runtime";
import { createTestDatabase, waitFor } from "@winnow/testing";
import { parseAddress } from "@winnow/verifier";
import { afterAll, beforeAll, expect, test } from "vitest";

// The client calls the API over a real socket. No worker is running, so jobs stay queued.

/** Above the calls of all tests but one, because a stream cannot be sent again. Refilled slowly, one a second. */
const CALLS_MAX = 200;

const parts = new AsyncDisposableStack();
let baseUrl: string;
let client: Client;

beforeAll(async () => {
  const database = parts.use(await createTestDatabase());
  const logger = createLogger({ name: "api", level: "silent" });
  const backend = { kind: "postgres", connectionString: database.connectionString } as const;
  const bell = parts.use(createBell({ backend, logger }));
  await bell.ready();
  const api = await createApi(
    {
      database,
      bell,
      logger,
      vault: createVault("a master secret of thirty-two characters"),
      operatorToken: "an-operator-token-for-tests",
      callbackPolicy: { check: async () => ({ ok: true }) },
      parseAddress,
      welcomeCredits: { live: 100, test: 1000 },
      prices: loadConfiguration({}).prices,
      options: { keyLimit: { name: "key", quota: CALLS_MAX, windowSeconds: CALLS_MAX } },
    },
    { host: "127.0.0.1", port: 0 },
  );
  baseUrl = parts.use(api).url;
  const { keys } = await signup({ baseUrl }, { email: "ada@acme.test", password: "correct horse battery" });
  const apiKey = keys.find(({ mode }) => mode === "test")?.token ?? "";
  client = createClient({ baseUrl, apiKey });
});
afterAll(() => parts.disposeAsync());

test("a refused sign-up names its code", async () => {
  const account = { email: "ada@acme.test", password: "correct horse battery" };
  await expect(signup({ baseUrl }, account)).rejects.toMatchObject({ code: "email_taken", status: 409 });
});

test("rows become a job, which can be read, listed, cancelled and waited for", async () => {
  const job = await client.jobs.create({ kind: "verify", rows: [{ ref: "1", email: "ada@acme.test" }] });
  expect(await client.jobs.get(job.id)).toEqual(job);
  const waiting = client.jobs.wait(job.id);
  const cancelled = await client.jobs.cancel(job.id);
  expect(cancelled.status).toBe("cancelled");
  expect(await waiting).toEqual(cancelled);
  for await (const listed of client.jobs.list({ pageSize: 1 })) {
    expect(listed.id).toBe(job.id);
    break;
  }
});

test("a repeated submission under one Idempotency-Key is the same job", async () => {
  const submit = () =>
    client.jobs.create(
      { kind: "verify", rows: [{ email: "ada@acme.test" }] },
      { idempotencyKey: 'with "quotes" and \\' },
    );
  expect((await submit()).id).toBe((await submit()).id);
});

test("a CSV goes in as text, as bytes, as a blob or as a stream, and comes back with its results", async () => {
  const csv = "email,note\nada@acme.test,x\nbob@acme.test,y\n";
  const bytes = new TextEncoder().encode(csv);
  for (const source of [csv, bytes, new Blob([csv]), Readable.from([bytes]), new Blob([csv]).stream()]) {
    const job = await client.jobs.createFromCsv(source, { kind: "verify", mapping: { email: "email" } });
    expect(job.counts.submitted).toBe(2);
    const rows = await Array.fromAsync(client.jobs.results(job.id, { pageSize: 1 }));
    expect(rows.map(({ row, status }) => [row, status])).toEqual([
      [1, "pending"],
      [2, "pending"],
    ]);
    const returned = await (await client.jobs.resultsCsv(job.id)).text();
    expect(returned.split("\n")[1]).toMatch(/^ada@acme.test,x,pending/);
  }
});

test("credits, entries, audit and usage agree", async () => {
  const wallet = await client.credits.get();
  expect(wallet).toMatchObject({ mode: "test", granted: 1000 });
  const entries = await Array.fromAsync(client.credits.entries());
  expect(entries.map(({ kind, credits }) => [kind, credits])).toEqual([["grant", 1000]]);
  expect(await client.credits.audit()).toMatchObject({ ok: true, wallet, entries: { count: 1 } });
  expect((await client.usage({ from: new Date(0).toISOString() })).wallet).toEqual(wallet);
  const days = await Array.fromAsync(
    client.usageBy("day", { from: new Date(0).toISOString() }, { pageSize: 1 }),
  );
  const captured = days.reduce((sum, day) => sum + day.credits.captured, 0);
  expect(captured).toBe(wallet.spent);
  expect(days.reduce((sum, day) => sum + day.credits.granted, 0)).toBe(wallet.granted);
});

test("a key creates another, rolls it after an exposure, and revokes it", async () => {
  const made = await client.keys.create({ name: "nightly", scopes: ["usage:read"] });
  const nightly = createClient({ baseUrl, apiKey: made.token });
  expect((await nightly.credits.get()).granted).toBe(1000);
  await expect(nightly.keys.list()).rejects.toMatchObject({ code: "insufficient_scope" });
  const rolled = await client.keys.roll(made.id, { reason: "exposed" });
  await expect(nightly.credits.get()).rejects.toMatchObject({ code: "unknown_key" });
  const again = createClient({ baseUrl, apiKey: rolled.token });
  expect((await again.credits.get()).granted).toBe(1000);
  await client.keys.revoke(made.id);
  await expect(again.credits.get()).rejects.toMatchObject({ code: "revoked_key" });
  expect((await client.keys.list()).find(({ id }) => id === made.id)).toMatchObject({
    revoked_reason: "revoked",
  });
});

test("a refusal is a WinnowError with the problem; the client waits when the limit is exhausted", async () => {
  const error = await client.jobs.get("job_00000000000000000000000000").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WinnowError);
  expect(error).toMatchObject({
    code: "not_found",
    retryable: false,
    requestId: expect.stringMatching(/^req_/),
  });
  const bold = createClient({ baseUrl, apiKey: "wn_test_nonsense" });
  await expect(bold.credits.get()).rejects.toMatchObject({ code: "malformed_key", status: 401 });
  const { token } = await client.keys.create({ name: "busy", scopes: ["usage:read"] });
  await waitFor("the limit to be hit", async () => {
    const headers = { "x-api-key": token };
    const calls = Array.from({ length: 50 }, () => fetch(`${baseUrl}/v1/credits`, { headers }));
    return (await Promise.all(calls)).some(({ status }) => status === 429);
  });
  expect((await createClient({ baseUrl, apiKey: token }).credits.get()).granted).toBe(1000);
});

test("an owner signs in, invites a colleague and manages sessions", async () => {
  const account = { email: "owner@example.com", password: "a quite long password" };
  await signup({ baseUrl }, account);
  const owner = createClient({ baseUrl, mode: "test", fetch: browser() });
  const signedIn = await owner.session.signIn(account);
  expect(await owner.session.show()).toEqual(signedIn);
  expect(await owner.credits.get()).toMatchObject({ mode: "test" });

  const invited = await owner.members.invite({ email: "colleague@example.com", role: "member" });
  expect(await owner.members.invitations()).toEqual([expect.objectContaining({ id: invited.id })]);
  const colleague = createClient({ baseUrl, mode: "test", fetch: browser() });
  const password = "another long password";
  const member = await colleague.members.accept({ token: invited.token, password });
  await colleague.session.signIn({ email: member.email, password });
  const next = "a third long password";
  await colleague.session.changePassword({ current_password: password, new_password: next });
  const [here] = await colleague.session.list();
  await colleague.session.end(here?.id ?? "");
  await expect(colleague.session.show()).rejects.toMatchObject({ code: "session_required" });

  expect(await owner.members.changeRole(member.id, "read_only")).toMatchObject({ role: "read_only" });
  await owner.members.remove(member.id);
  expect((await owner.members.list()).map(({ role }) => role)).toEqual(["owner"]);
  const open = await owner.members.invite({ email: "late@example.com", role: "member" });
  await owner.members.revokeInvitation(open.id);
  await owner.session.signOut();
  await expect(owner.members.list()).rejects.toMatchObject({ code: "session_required" });
});

/** Stores cookies, as a browser does. */
function browser(): typeof fetch {
  let cookie = "";
  return async (input, init) => {
    const response = await fetch(input, { ...init, headers: { ...init?.headers, cookie } });
    for (const set of response.headers.getSetCookie()) cookie = set.split(";")[0] ?? "";
    return response;
  };
}

test("webhooks are registered, pinged and listed, and events are read from the last one on", async () => {
  const { id } = await client.webhooks.create({
    url: "https://crm.example/hook",
    event_types: ["job.completed"],
  });
  expect((await client.webhooks.list()).map((one) => one.id)).toEqual([id]);
  const eventId = await client.webhooks.ping(id);
  const [delivery] = await Array.fromAsync(client.webhooks.deliveries(id));
  expect(delivery).toMatchObject({ event_id: eventId, type: "ping", state: "pending" });
  await client.webhooks.resend(id, delivery?.id ?? "");
  expect(await client.webhooks.enable(id)).toMatchObject({ id, status: "enabled" });
  await waitFor("the event", async () =>
    (await Array.fromAsync(client.webhooks.events())).some((event) => event.id === eventId),
  );
  expect(await Array.fromAsync(client.webhooks.events(eventId))).toEqual([]);
  await client.webhooks.remove(id);
  expect(await client.webhooks.list()).toEqual([]);
});

test("a file is previewed before it is sent, and several values of a filter are one search", async () => {
  const preview = await client.jobs.preview("E-Mail;Note\nada@acme.test;x\n;y\n", { kind: "verify" });
  expect(preview).toMatchObject({
    delimiter: ";",
    rows: { total: 2, billable: 1, invalid_input: 1 },
    quote: { min: 0, max: 1 },
  });
  const found = await client.contacts.search({ country: ["DE", "FR"], q: "nobody" });
  expect(found).toMatchObject({ data: [], matches: { count: 0, capped: false }, has_more: false });
  expect(await client.contacts.lookup({ domain: "nowhere.test" })).toMatchObject({ known: false });
});
