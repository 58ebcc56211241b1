import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { Problem } from "@winnow/contracts";
import { waitFor } from "@winnow/testing";
import { expect, test } from "vitest";
import { startTestApi, type TestApi } from "#fixture/test-api.ts";

const socketTo = (api: TestApi) => connect(Number(new URL(api.url).port), "127.0.0.1");

test("closing lets a running call end, and then closes its connection", async () => {
  const api = await startTestApi();
  const { test: headers } = await api.signUp();
  // The call waits for the lock until the test releases it.
  const lock = await api.database.pool.connect();
  await lock.query("begin");
  await lock.query("lock table wallets in access exclusive mode");
  const call = api.fetch("/v1/credits", { headers });
  await waitFor("the call to wait for the lock", async () => {
    const { rows } = await api.database.pool.query("select 1 from pg_locks where not granted");
    return rows.length > 0;
  });
  const closing = api.closeServer();
  await waitFor("new connections to be refused", async () => {
    try {
      await api.fetch("/healthz");
      return false;
    } catch {
      return true;
    }
  });
  await lock.query("rollback");
  lock.release();
  expect((await call).status).toBe(200);
  await closing;
  await api[Symbol.asyncDispose]();
});

test("closing does not wait for an idle connection", async () => {
  await using api = await startTestApi();
  const socket = socketTo(api);
  await once(socket, "connect");
  socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
  await once(socket, "data");
  await api.closeServer();
  expect(await text(socket)).toBe("");
});

test("an answer sent before the whole body has arrived reaches a caller that is still sending", async () => {
  await using api = await startTestApi();
  const socket = socketTo(api);
  const answered = text(socket);
  socket.write(
    "POST /v1/jobs HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\ncontent-length: 1000000\r\n\r\n",
  );
  for (let block = 0; block < 10; block += 1) socket.write("a".repeat(100_000));
  socket.end();
  expect(await answered).toMatch(/^HTTP\/1\.1 401 [^]*"code":"missing_key"/);
});

test("a slow body is cut off, but a CSV may arrive slowly", async () => {
  await using api = await startTestApi({ bodyDeadlineMs: 100 });
  const { answer } = await api.signUp();
  const headers = [
    "host: x",
    `x-api-key: ${answer.keys[0]?.token}`,
    "idempotency-key: slow",
    "content-length: 22",
    "connection: close",
  ].join("\r\n");
  const slow = (path: string, type: string) => {
    const socket = socketTo(api);
    socket.write(`POST ${path} HTTP/1.1\r\n${headers}\r\ncontent-type: ${type}\r\n\r\n`);
    return socket;
  };
  const csv = slow("/v1/jobs?kind=verify", "text/csv");
  csv.write("email\n");
  for (const path of ["/v1/signup", "/v1/jobs"]) {
    // The connection closes without an answer, because its caller is too slow to wait for one.
    expect(await text(slow(path, "application/json"))).toBe("");
  }
  csv.write("ada@acme.test\r\n\n");
  expect(await text(csv)).toMatch(/^HTTP\/1\.1 202 /);
});

test("a caller that keeps sending after a refusal is cut off", async () => {
  await using api = await startTestApi();
  const socket = socketTo(api);
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => undefined);
  socket.write(
    "POST /v1/jobs HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n",
  );
  const block = `10000\r\n${"a".repeat(0x10000)}\r\n`;
  const send = () => {
    while (!socket.destroyed && socket.write(block));
  };
  socket.on("drain", send);
  send();
  await ended;
  // Without a limit, far more than this would be accepted.
  expect(socket.bytesWritten).toBeLessThan(64 * 1024 * 1024);
});

test.each([
  [
    "a URL above 16 kB",
    `GET /v1/jobs?mapping=${"x".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
    "headers_too_large",
  ],
  [
    "headers above 16 kB",
    `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${"x".repeat(20_000)}\r\n\r\n`,
    "headers_too_large",
  ],
  ["bytes that are not HTTP", "HELO winnow.example\r\n\r\n", "malformed_request"],
  [
    "two lengths",
    "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    "malformed_request",
  ],
] as const)("%s is refused as a problem with a Request-Id", async (_, bytes, code) => {
  await using api = await startTestApi();
  const socket = socketTo(api);
  socket.end(bytes);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  const problem = Problem.parse(JSON.parse(body));
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${problem.status} `));
  expect(head).toContain("Content-Type: application/problem+json");
  expect(head).toContain(`Request-Id: ${problem.request_id}`);
  expect(problem).toMatchObject({ code, type: `/docs/errors#${code}` });
});
