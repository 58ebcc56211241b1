import { createVault, issueKey } from "@winnow/core";
import type { Scope } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi, type TestOrganization } from "#fixture/test-api.ts";

let api: TestApi;
let organization: TestOrganization;
beforeAll(async () => {
  api = await startTestApi({
    failedAuthenticationLimit: { name: "failed-authentication", quota: 1000, windowSeconds: 60 },
  });
  organization = await api.signUp();
});
afterAll(() => api[Symbol.asyncDispose]());

const vault = createVault("a master secret of thirty-two characters");
const credits = (headers: Record<string, string>, of = api) => of.fetch("/v1/credits", { headers });

async function issue(scopes: readonly Scope[], of = { api, organization }, expiresAt?: Date) {
  const { id, token } = await issueKey(
    { database: of.api.database.kysely, vault },
    {
      organizationId: of.organization.id,
      mode: "test",
      name: "one",
      createdBy: "mem_none",
      scopes,
      ...(expiresAt !== undefined && { expiresAt }),
    },
  );
  return { id, headers: { authorization: `Bearer ${token}` } };
}

describe("calls are refused", () => {
  test("without a key", async () => {
    const response = await credits({});
    await expectProblem(response, "missing_key");
    expect(response.headers.get("www-authenticate")).toBe('Bearer realm="winnow"');
  });

  test("with a malformed key", async () => {
    const token = organization.test["authorization"] ?? "";
    for (const authorization of [
      "Bearer",
      "Bearer x",
      `${token}x`,
      "Basic YTpi",
      token.replace("wn_test", "wn_live"),
    ]) {
      await expectProblem(await credits({ authorization }), "malformed_key");
    }
    await expectProblem(await credits({ "x-api-key": "secret" }), "malformed_key");
  });

  test("with a key of another server", async () => {
    await using other = await startTestApi();
    const { test: headers } = await other.signUp();
    await expectProblem(await credits(headers), "unknown_key");
  });

  test("with a key that has expired", async () => {
    const { headers } = await issue(["usage:read"], { api, organization }, new Date(Date.now() - 1000));
    await expectProblem(await credits(headers), "expired_key");
  });

  test("with a key that was revoked", async () => {
    const { id, headers } = await issue(["usage:read"]);
    expect((await credits(headers)).status).toBe(200);
    await api.database.kysely
      .updateTable("api_keys")
      .set({ revoked_at: new Date() })
      .where("id", "=", id)
      .execute();
    await expectProblem(await credits(headers), "revoked_key");
  });

  test("of an organization that is suspended", async () => {
    const suspended = await api.signUp();
    await api.database.kysely
      .updateTable("organizations")
      .set({ suspended_at: new Date() })
      .where("id", "=", suspended.id)
      .execute();
    await expectProblem(await credits(suspended.live), "organization_suspended");
  });

  test("with a key that lacks the scope, naming it", async () => {
    const { headers } = await issue(["jobs:read"]);
    const problem = await expectProblem(await credits(headers), "insufficient_scope");
    expect(problem["required"]).toBe("usage:read");
  });

  test("from a browser with a live key; a test key may", async () => {
    const browser = { "sec-fetch-site": "same-origin" };
    await expectProblem(await credits({ ...organization.live, ...browser }), "browser_use_blocked");
    expect((await credits({ ...organization.test, ...browser })).status).toBe(200);
  });
});

describe("limits", () => {
  test("each answer shows the remaining calls; then a 429 says how long to wait", async () => {
    await using strict = await startTestApi({ keyLimit: { name: "key", quota: 2, windowSeconds: 60 } });
    const { test: headers, live } = await strict.signUp();
    const first = await credits(headers, strict);
    expect(first.status).toBe(200);
    expect(first.headers.get("ratelimit-policy")).toBe('"key";q=2;w=60');
    expect(first.headers.get("ratelimit")).toMatch(/^"key";r=1;t=(29|30)$/);
    expect(first.headers.get("x-ratelimit-limit")).toBe("2");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
    const reset = Number(first.headers.get("x-ratelimit-reset"));
    expect(reset).toBeGreaterThan(Date.now() / 1000);
    expect(reset).toBeLessThanOrEqual(Date.now() / 1000 + 60);
    await credits(headers, strict);
    const refused = await credits(headers, strict);
    const problem = await expectProblem(refused, "rate_limited");
    expect(refused.headers.get("retry-after")).toMatch(/^(29|30)$/);
    expect(problem["retry_after"]).toBe(Number(refused.headers.get("retry-after")));
    expect(refused.headers.get("ratelimit")).toMatch(/^"key";r=0;t=(59|60)$/);
    expect((await credits(live, strict)).status).toBe(200);
  });

  test("an organization's keys share a limit for each mode", async () => {
    await using strict = await startTestApi({
      organizationLimit: { name: "organization", quota: 2, windowSeconds: 60 },
    });
    const { test: headers, live } = await strict.signUp();
    expect((await credits(headers, strict)).headers.get("ratelimit-policy")).toBe('"organization";q=2;w=60');
    await credits(headers, strict);
    const problem = await expectProblem(await credits(headers, strict), "rate_limited");
    expect(problem["policy"]).toBe("organization");
    expect((await credits(live, strict)).status).toBe(200);
  });

  test("errors after the limiter show the limit too", async () => {
    const response = await api.fetch("/v1/usage?from=never", { headers: organization.test });
    await expectProblem(response, "validation_failed");
    expect(response.headers.get("ratelimit")).toMatch(/^"key";r=\d+;t=\d+$/);
  });

  test("after too many failures from one address, wrong keys are refused unchecked, and valid ones are accepted", async () => {
    await using strict = await startTestApi({
      failedAuthenticationLimit: { name: "failed-authentication", quota: 2, windowSeconds: 600 },
    });
    const { test: headers } = await strict.signUp();
    for (let failure = 0; failure < 2; failure += 1) {
      await expectProblem(await credits({ "x-api-key": "guess" }, strict), "malformed_key");
    }
    const blocked = await credits({ "x-api-key": "guess" }, strict);
    await expectProblem(blocked, "rate_limited");
    expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(290);
    const operator = { authorization: "Bearer guess" };
    await expectProblem(await strict.fetch("/metrics", { headers: operator }), "rate_limited");
    expect((await credits(headers, strict)).status).toBe(200);
  });
});

describe("routes for operators", () => {
  test("refuse keys and wrong tokens", async () => {
    const before = await api.counts();
    for (const path of ["/metrics", "/ops", "/ops/", "/ops/api/queues"]) {
      for (const headers of [
        {},
        organization.live,
        { authorization: "Bearer wrong" },
        { authorization: "Basic OndyaXRl" },
      ]) {
        const response = await api.fetch(path, { headers });
        await expectProblem(response, "invalid_operator_token");
        expect(response.headers.get("www-authenticate")).toBe(
          'Basic realm="Winnow operators", charset="UTF-8"',
        );
      }
    }
    const body = { organization_id: organization.id, mode: "live", credits: 5 };
    await expectProblem(await api.post("/ops/api/grants", body, organization.live), "invalid_operator_token");
    await expectProblem(await api.post("/ops/api/contacts", {}, organization.live), "invalid_operator_token");
    expect(await api.counts()).toEqual(before);
  });
});
