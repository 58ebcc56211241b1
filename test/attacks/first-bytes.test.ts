import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startLiveServer, type LiveServer } from "../deployment/live-server.ts";
import { bearer, credits, signUp, type Account } from "./callers.ts";

let server: LiveServer;
let caller: Account;
beforeAll(async () => {
  server = await startLiveServer();
  caller = await signUp(server);
});
afterAll(() => server[Symbol.asyncDispose]());

async function send(path: string, body: Uint8Array, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: body as Uint8Array<ArrayBuffer>,
  });
  const { code } = (await answer.json()) as { code: string };
  return `${answer.status} ${code}`;
}

const brackets = Buffer.from("[".repeat(10_000_000));
const job = () => ({ ...bearer(caller.live), "idempotency-key": crypto.randomUUID() });

test("10 kB of gzip without a key do not end the API, nor become 10 MB", async () => {
  const body = gzipSync(brackets);
  expect(body.byteLength).toBeLessThan(10_300);
  for (const path of ["/v1/signup", "/v1/session", "/v1/invitations/accept"]) {
    expect(await send(path, body, { "content-encoding": "gzip" })).toBe("413 payload_too_large");
  }
  expect(await credits(server, caller.live)).toBe(200);
});

test("a caller without a key may send 16 kB", async () => {
  for (const path of ["/v1/signup", "/v1/session", "/v1/invitations/accept"]) {
    const body = Buffer.from(JSON.stringify({ email: "x".repeat(17_000) }));
    expect(await send(path, body, {})).toBe("413 payload_too_large");
  }
});

test("a signed report of a scanner has a bound of its own", async () => {
  const found = (count: number) =>
    Buffer.from(
      JSON.stringify(Array.from({ length: count }, () => ({ token: "x".repeat(900), type: "key" }))),
    );
  const signed = { "github-public-key-identifier": "any", "github-public-key-signature": "any" };
  expect(await send("/v1/leaks/scanner", found(100), signed)).toBe("401 invalid_signature");
  expect(await send("/v1/leaks/scanner", found(2_000), signed)).toBe("413 payload_too_large");
});

test("what inflates a hundredfold is refused under a key as well", async () => {
  const rows = Buffer.from(`{"kind":"verify","rows":[{"email":"${"x".repeat(8_000_000)}"}]}`);
  for (const [encoding, body] of [
    ["gzip", gzipSync(rows)],
    ["br", brotliCompressSync(rows)],
  ] as const) {
    const refused = await send("/v1/jobs", body, { ...job(), "content-encoding": encoding });
    expect(refused).toBe("413 payload_too_large");
  }
  const csv = { ...job(), "content-type": "text/csv", "content-encoding": "gzip" };
  const file = gzipSync(Buffer.from(`email\n${"\n".repeat(3_000_000)}`));
  expect(await send("/v1/jobs?kind=verify", file, csv)).toBe("413 payload_too_large");
});

test.each([
  {
    what: "nesting",
    text: `{"kind":"verify","rows":${"[".repeat(5_000)}${"]".repeat(5_000)}}`,
    code: "400 invalid_json",
  },
  {
    what: "elements",
    text: `{"kind":"verify","rows":[${"0,".repeat(300_000)}0]}`,
    code: "413 payload_too_large",
  },
  {
    what: "brackets in a string",
    text: `{"kind":"none","rows":["${"[".repeat(300_000)}\\""]}`,
    code: "422 validation_failed",
  },
])("$what of JSON are bounded before it is parsed", async ({ text, code }) => {
  expect(await send("/v1/jobs", Buffer.from(text), job())).toBe(code);
});
