import { CreatedKey, KeyList } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi();
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const credits = (token: string) => api.fetch("/v1/credits", { headers: bearer(token) });
const create = (body: object, headers = organization.test) => api.post("/v1/keys", body, headers);
const created = async (body: object = {}) =>
  CreatedKey.strict().parse(await (await create({ name: "nightly", ...body })).json());

describe("a key's life", () => {
  test("is created, used, listed, rolled and revoked", async () => {
    const response = await create({ name: "nightly", scopes: ["usage:read"] });
    expect(response.status).toBe(201);
    const key = CreatedKey.strict().parse(await response.json());
    expect((await credits(key.token)).status).toBe(200);
    const listed = await api.fetch("/v1/keys", { headers: organization.test });
    const text = await listed.text();
    expect(KeyList.strict().parse(JSON.parse(text)).data[0]).toMatchObject({
      id: key.id,
      scopes: ["usage:read"],
    });
    expect(text).not.toContain(key.token);

    const rolled = await api.post(`/v1/keys/${key.id}/roll`, { grace_seconds: 600 }, organization.test);
    const next = CreatedKey.strict().parse(await rolled.json());
    const old = await credits(key.token);
    expect(old.status).toBe(200);
    expect(Number(old.headers.get("deprecation")?.slice(1))).toBeCloseTo(Date.now() / 1000, -1);
    expect(Date.parse(old.headers.get("sunset") ?? "")).toBeGreaterThan(Date.now() + 500_000);
    const current = await credits(next.token);
    expect(current.headers.has("deprecation") || current.headers.has("sunset")).toBe(false);

    const revoke = () => api.fetch(`/v1/keys/${key.id}`, { method: "DELETE", headers: organization.test });
    expect((await revoke()).status).toBe(204);
    expect((await revoke()).status).toBe(204);
    await expectProblem(await credits(next.token), "revoked_key");
    await expectProblem(await credits(key.token), "revoked_key");
    await expectProblem(
      await api.post(`/v1/keys/${key.id}/roll`, {}, organization.test),
      "key_state_conflict",
    );
  });

  test("is rolled without a body: a day of grace", async () => {
    const key = await created();
    const rolled = await api.fetch(`/v1/keys/${key.id}/roll`, { method: "POST", headers: organization.test });
    const { previous_token_until: until } = CreatedKey.parse(await rolled.json());
    expect(Date.parse(until ?? "") - Date.now()).toBeGreaterThan(86_000_000);
  });

  test("ends by a reported leak, whose answer does not tell whether the key existed", async () => {
    const key = await created();
    const report = (token: string) => api.post("/v1/leaks", { token, url: "https://code.example/x" });
    const real = await report(key.token);
    const none = await report("wn_test_nothing");
    expect([real.status, await real.json()]).toEqual([none.status, await none.json()]);
    await expectProblem(await credits(key.token), "revoked_key");
    expect((await credits(organization.test["authorization"]!.slice(7))).status).toBe(200);
  });
});

describe("refused", () => {
  test("a scope that the calling key lacks", async () => {
    const { token } = await created({ scopes: ["keys:write"] });
    const problem = await expectProblem(
      await create({ name: "more", scopes: ["verify"] }, bearer(token)),
      "insufficient_scope",
    );
    expect(problem["required"]).toBe("verify");
    const none = await created({ scopes: ["verify"] });
    await expectProblem(await create({ name: "more" }, bearer(none.token)), "insufficient_scope");
  });

  test("a call from an address that is not on the list", async () => {
    const { token } = await created({ allowed_addresses: ["203.0.113.0/24"] });
    const problem = await expectProblem(await credits(token), "ip_not_allowed");
    expect(problem["address"]).toMatch(/127\.0\.0\.1$/);
    const { token: near } = await created({ allowed_addresses: ["127.0.0.0/8"] });
    expect((await credits(near)).status).toBe(200);
  });

  test("a job that costs more than the key's ceilings leave", async () => {
    const { token } = await created({ max_credits_per_day: 1 });
    const rows = [{ email: "ada@acme.test" }, { email: "bob@acme.test" }];
    const send = (headers: Record<string, string>) =>
      api.post("/v1/jobs", { kind: "verify", rows }, { ...bearer(token), ...headers });
    const before = await api.counts();
    const refused = await send({ "idempotency-key": "capped" });
    const problem = await expectProblem(refused, "key_budget_exceeded");
    expect(problem).toMatchObject({ required: 2, available: 1, shortfall: 1 });
    expect(await api.counts()).toEqual(before);
    await expectProblem(await create({ name: "more" }, bearer(token)), "insufficient_scope");
  });

  test.each([
    ["/name", { name: "" }],
    ["/scopes/0", { scopes: ["everything"] }],
    ["/expires_at", { expires_at: "2020-01-01T00:00:00Z" }],
    ["/allowed_addresses/1", { allowed_addresses: ["10.0.0.1", "nowhere"] }],
    ["/colour", { colour: "red" }],
  ])("a key with a wrong %s", async (pointer, members) => {
    const problem = await expectProblem(await create({ name: "odd", ...members }), "validation_failed");
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  test("keys of another organization or mode, and unknown ids, are the same 404", async () => {
    const stranger = await api.signUp();
    const key = await created();
    for (const headers of [stranger.test, organization.live]) {
      await expectProblem(await api.post(`/v1/keys/${key.id}/roll`, {}, headers), "not_found");
      const revoked = await api.fetch(`/v1/keys/${key.id}`, { method: "DELETE", headers });
      await expectProblem(revoked, "not_found");
    }
    await expectProblem(await api.post("/v1/keys/key_none/roll", {}, organization.test), "not_found");
    expect((await credits(key.token)).status).toBe(200);
  });

  test("more than sixty reported leaks a minute from one address", async () => {
    await using strict = await startTestApi({ leakLimit: { name: "leak", quota: 1, windowSeconds: 60 } });
    expect((await strict.post("/v1/leaks", { token: "x" })).status).toBe(200);
    await expectProblem(await strict.post("/v1/leaks", { token: "x" }), "rate_limited");
  });
});
