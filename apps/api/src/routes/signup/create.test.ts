import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { SignupAnswer } from "@winnow/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectProblem, startTestApi, type TestApi } from "#fixture/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const password = "correct horse battery";

test("signing up gives keys that work at once", async () => {
  const response = await api.post("/v1/signup", { email: "ada@acme.test", password, organization: "Acme" });
  expect(response.status).toBe(201);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const answer = SignupAnswer.parse(await response.json());
  expect(answer.wallets).toEqual([
    { mode: "live", granted: 100, available: 100 },
    { mode: "test", granted: 1000, available: 1000 },
  ]);
  for (const { mode, token } of answer.keys) {
    const credits = await api.fetch("/v1/credits", { headers: { "x-api-key": token } });
    expect(await credits.json()).toMatchObject({ mode });
  }
});

test("each mistake is reported with a pointer, and nothing is stored", async () => {
  const before = await api.counts();
  const right = { email: "bob@acme.test", password };
  const mistakes: [unknown, string][] = [
    [{ password }, "/email"],
    [{ ...right, email: "nobody" }, "/email"],
    [{ ...right, password: "short" }, "/password"],
    [{ ...right, organization: "   " }, "/organization"],
    [{ ...right, organization: "nul \0" }, "/organization"],
    [{ ...right, organization: "half \ud800" }, "/organization"],
    [{ ...right, plan: "gold" }, "/plan"],
    [[], ""],
    ["text", ""],
    [null, ""],
  ];
  for (const [body, pointer] of mistakes) {
    const problem = await expectProblem(await api.post("/v1/signup", body), "validation_failed");
    expect(problem.errors?.map((error) => error.pointer)).toEqual(
      pointer === "/email" ? ["/email"] : [pointer],
    );
  }
  expect(await api.counts()).toEqual(before);
});

test("an email signs up once", async () => {
  await api.post("/v1/signup", { email: "eve@acme.test", password });
  const before = await api.counts();
  await expectProblem(await api.post("/v1/signup", { email: "EVE@acme.test", password }), "email_taken");
  expect(await api.counts()).toEqual(before);
});

test("a body that is malformed, of another type, empty, too long or badly compressed is refused", async () => {
  const before = await api.counts();
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    api.fetch("/v1/signup", { method: "POST", body, headers });
  const json = { "content-type": "application/json" };
  await expectProblem(await send('{"email":', json), "invalid_json");
  await expectProblem(await send("", json), "invalid_json");
  await expectProblem(await send("{}", { ...json, "content-encoding": "gzip" }), "invalid_json");
  await expectProblem(
    await send("{}", { ...json, "content-encoding": "compress" }),
    "unsupported_media_type",
  );
  await expectProblem(await send("{}", { "content-type": "text/plain" }), "unsupported_media_type");
  await expectProblem(
    await send("{}", { "content-type": "application/json; charset=utf-7x" }),
    "unsupported_media_type",
  );
  await expectProblem(
    await send("{}", { "content-type": "application/json; charset=utf-16" }),
    "unsupported_media_type",
  );
  await expectProblem(await send(new Uint8Array([123, 125]), {}), "unsupported_media_type");
  await expectProblem(await send(new Uint8Array([34, 0xff, 34]), json), "invalid_json");
  const long = await expectProblem(
    await send(`"${"x".repeat(11 * 1024 * 1024)}"`, json),
    "payload_too_large",
  );
  expect(long["limit_bytes"]).toBe(16 * 1024);
  expect(await api.counts()).toEqual(before);
});

test("a compressed body is read, and its inflated size counts", async () => {
  const send = (body: Uint8Array<ArrayBuffer>, encoding: string) =>
    api.fetch("/v1/signup", {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "content-encoding": encoding },
    });
  const pack = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: zstdCompressSync };
  for (const [encoding, compress] of Object.entries(pack)) {
    const body = JSON.stringify({ email: `${encoding}@acme.test`, password });
    expect((await send(new Uint8Array(compress(body)), encoding)).status).toBe(201);
  }
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(50 * 1024 * 1024, " ")));
  expect(bomb.byteLength).toBeLessThan(100_000);
  await expectProblem(await send(bomb, "gzip"), "payload_too_large");
});

test("sign-ups of an address are limited", async () => {
  await using strict = await startTestApi({ signupLimit: { name: "signup", quota: 1, windowSeconds: 3600 } });
  const first = await strict.post("/v1/signup", { email: "one@acme.test", password });
  expect(first.status).toBe(201);
  expect(first.headers.get("ratelimit-policy")).toBe('"signup";q=1;w=3600');
  const second = await strict.post("/v1/signup", { email: "two@acme.test", password });
  await expectProblem(second, "rate_limited");
  expect(Number(second.headers.get("retry-after"))).toBeGreaterThan(3500);
  expect(await strict.counts()).toMatchObject({ organizations: 1 });
});

test("a server that is closed for sign-ups refuses them and stores nothing", async () => {
  await using closed = await startTestApi({ signup: "closed" });
  const before = await closed.counts();
  const account = { email: "ada@acme.test", password: "correct horse battery" };
  await expectProblem(await closed.post("/v1/signup", account), "signup_closed");
  expect(await closed.counts()).toEqual(before);
});
