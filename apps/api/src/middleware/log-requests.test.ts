import { SignupAnswer } from "@winnow/contracts";
import { expect, test } from "vitest";
import { operator, OPERATOR_TOKEN, startTestApi } from "#fixture/test-api.ts";

test("no secret that travels through the API is in any line of its log, whatever the level", async () => {
  await using api = await startTestApi();
  const password = "correct horse battery staple";
  const response = await api.post("/v1/signup", { email: "ada@acme.test", password });
  const { keys, webhook_secret: webhookSecret } = SignupAnswer.parse(await response.json());
  for (const { token } of keys) {
    await api.fetch("/v1/credits", { headers: { authorization: `Bearer ${token}` } });
    await api.fetch("/v1/credits", { headers: { "x-api-key": token } });
    await api.fetch(`/v1/${token}?api_key=${token}`);
    await api.fetch("/v1/credits", { headers: { authorization: `Bearer ${token}x` } });
    await api.post("/v1/signup", { email: token, password, token });
  }
  await api.post("/v1/signup", { email: "ada@acme.test", password });
  await api.fetch("/metrics", { headers: operator });

  const log = api.log.join("");
  expect(log).toContain('"path":"/v1/signup"');
  expect(log).toContain("request answered");
  for (const secret of [...keys.map(({ token }) => token), password, webhookSecret, OPERATOR_TOKEN]) {
    expect(log).not.toContain(secret);
  }
  expect(log).not.toContain("ada@acme.test");
});

test("one line a request: method, path without query, status, duration and the id of the answer", async () => {
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

test("a failure that nobody expected is answered without its details, and logged with them", async () => {
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
