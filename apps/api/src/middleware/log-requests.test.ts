import { CreatedKey, SignupAnswer } from "@winnow/contracts";
import { expect, test } from "vitest";
import { operator, OPERATOR_TOKEN, startTestApi, type TestApi } from "#fixture/test-api.ts";

test("no secret appears in the log, in answers to other callers, in the metrics or in any table", async () => {
  await using api = await startTestApi();
  const password = "correct horse battery staple";
  const response = await api.post("/v1/signup", { email: "ada@acme.test", password });
  const { keys, webhook_secret: webhookSecret } = SignupAnswer.parse(await response.json());
  const tokens = keys.map(({ token }) => token);
  const bearer = { authorization: `Bearer ${tokens[1]}` };
  const made = CreatedKey.parse(await (await api.post("/v1/keys", { name: "nightly" }, bearer)).json());
  const rolled = CreatedKey.parse(await (await api.post(`/v1/keys/${made.id}/roll`, {}, bearer)).json());
  tokens.push(made.token, rolled.token);
  const said: string[] = [];
  const say = async (answer: Promise<Response>) => void said.push(await (await answer).text());
  for (const token of tokens) {
    await say(api.fetch("/v1/credits", { headers: { authorization: `Bearer ${token}` } }));
    await say(api.fetch("/v1/credits", { headers: { "x-api-key": token } }));
    await say(api.fetch(`/v1/${token}?api_key=${token}`));
    await say(api.fetch("/v1/credits", { headers: { authorization: `Bearer ${token}x` } }));
    await say(api.post("/v1/signup", { email: token, password, token }));
    await say(api.fetch("/v1/keys", { headers: { authorization: `Bearer ${token}` } }));
  }
  await say(api.post("/v1/signup", { email: "ada@acme.test", password }));
  const job = { kind: "verify", rows: [{ email: "bob@acme.test" }], callback_url: "http://127.0.0.1:9/hook" };
  await say(api.post("/v1/jobs", job, { ...bearer, "idempotency-key": "one" }));
  await say(api.post("/v1/leaks", { token: rolled.token }));
  const signedIn = await api.post("/v1/session", { email: "ada@acme.test", password });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const invite = await api.post("/v1/invitations", { email: "eve@acme.test", role: "member" }, { cookie });
  const { token: invitation } = (await invite.json()) as { token: string };
  await say(api.fetch("/v1/invitations", { headers: { cookie } }));
  await say(api.post("/v1/invitations/accept", { token: invitation, password }));
  await say(api.fetch("/v1/sessions", { headers: { cookie } }));
  await say(api.fetch("/metrics", { headers: operator }));

  const log = api.log.join("");
  expect(log).toContain('"path":"/v1/signup"');
  expect(log).toContain("request answered");
  expect(said.join("")).toContain('"status":"queued"');
  const stored = await readEveryTable(api);
  expect(stored).toContain("plan-job");
  expect(stored).toContain(made.id);
  const [, session = ""] = cookie.split("=");
  // The stored session token cannot be used without its signature; the whole cookie is not stored.
  for (const secret of [...tokens, password, webhookSecret, OPERATOR_TOKEN, invitation, session]) {
    for (const text of [log, said.join(""), stored]) expect(text).not.toContain(secret);
  }
  expect(log).not.toContain(session.split(".")[0]);
  expect(log).not.toContain("ada@acme.test");
});

/** Every row of every table as text, BullMQ's messages included. */
async function readEveryTable({ database }: TestApi): Promise<string> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'bullmq')",
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await database.pool.query<{ text: string | null }>(
        `select string_agg(t::text, ' ') as text from ${name} t`,
      );
      return `${name}: ${rows[0]?.text ?? ""}`;
    }),
  );
  return texts.join("\n");
}

test("each request logs one line: method, path without query, status, duration and the request id", async () => {
  await using api = await startTestApi();
  const response = await api.fetch("/v1/credits?cursor=secret", { headers: { "request-id": "crm-17" } });
  await response.text();
  const lines = api.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ requestId }) => requestId === "crm-17")).toEqual([
    expect.objectContaining({
      msg: "request answered",
      requestId: "crm-17",
      req: { method: "GET", path: "/v1/credits" },
      res: { status: 401 },
      durationMs: expect.any(Number) as number,
    }),
  ]);
  expect(api.log.join("")).not.toContain("cursor=secret");
});

test("an unexpected error is answered without its details, and logged with them", async () => {
  await using api = await startTestApi();
  const { test: headers } = await api.signUp();
  await api.database.pool.query("alter table entries rename to entries_gone");
  const response = await api.fetch("/v1/credits/entries", { headers });
  expect(response.status).toBe(500);
  const body = await response.text();
  expect(body).toContain('"code":"internal"');
  expect(body).not.toContain("entries");
  expect(api.log.some((line) => line.includes('relation \\"entries\\" does not exist'))).toBe(true);
});
