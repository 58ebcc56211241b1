import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { startReceiver, type Answer } from "#fixture/receiver.ts";
import type { AddressPolicy } from "#policy.ts";
import { createSecret } from "#secret.ts";
import { createSender } from "#sender.ts";
import { signDelivery } from "#sign.ts";

const allowing = (...allowedHosts: string[]): AddressPolicy => ({ allowHttp: false, allowedHosts });
const sender = (policy: AddressPolicy, limits: { timeoutMs?: number; maxResponseBytes?: number } = {}) =>
  createSender({ policy, userAgent: "Winnow-Test/1", ...limits });

/** Posts once to a receiver with this behaviour. */
async function postTo(answer: Answer, limits?: { timeoutMs?: number; maxResponseBytes?: number }) {
  await using receiver = await startReceiver(answer);
  await using own = sender(allowing(receiver.authority), limits);
  const outcome = await own.send({ url: `http://${receiver.authority}/`, body: "{}", headers: {} });
  return { outcome, receiver };
}

/** A server of raw TCP, for answers that are not HTTP. */
async function startRaw(onConnection: (socket: Socket) => void) {
  const server = createServer(onConnection);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { authority, [Symbol.asyncDispose]: async () => void server.close() };
}

describe("a delivery", () => {
  test("posts exactly the signed bytes, with the given headers", async () => {
    await using receiver = await startReceiver();
    await using own = sender(allowing(receiver.authority));
    const secret = createSecret();
    const body = JSON.stringify({ type: "ping", text: "Grüße 🎉 \u2028" });
    const signature = signDelivery({ secrets: [secret], id: "evt_1", timestamp: new Date(), body });
    const url = `http://${receiver.authority}/hooks/%C3%A4?token=1#fragment`;
    const outcome = await own.send({ url, body, headers: { ...signature, "X-Ref": "7" } });

    expect(outcome).toEqual({ outcome: "delivered", status: 200, ms: expect.any(Number), excerpt: "ok" });
    const [received] = receiver.received;
    expect(received).toMatchObject({ method: "POST", path: "/hooks/%C3%A4?token=1", body });
    expect(received?.headers).toMatchObject({
      host: receiver.authority,
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": "Winnow-Test/1",
      "accept-encoding": "identity",
      connection: "close",
      "x-ref": "7",
      "webhook-id": "evt_1",
    });
    const verified = new Webhook(secret).verify(received!.body, received!.headers as Record<string, string>);
    expect(verified).toMatchObject({ type: "ping" });
  });

  test("lets the caller replace content type and user agent, whatever the case", async () => {
    await using receiver = await startReceiver();
    await using own = sender(allowing(receiver.authority));
    const headers = { "Content-Type": "application/cloudevents+json", "USER-AGENT": "Other/2" };
    await own.send({ url: `http://${receiver.authority}/`, body: "{}", headers });
    expect(receiver.received[0]?.headers).toMatchObject({
      "content-type": "application/cloudevents+json",
      "user-agent": "Other/2",
    });
  });

  test("uses its own connection", async () => {
    await using receiver = await startReceiver();
    await using own = sender(allowing(receiver.authority));
    const call = { url: `http://${receiver.authority}/`, body: "{}", headers: {} };
    for (let count = 0; count < 3; count += 1) await own.send(call);
    expect(receiver.sockets).toHaveLength(3);
  });

  test("tries the next address when one does not answer", async () => {
    await using receiver = await startReceiver();
    const policy = { ...allowing("crm.test"), resolve: async () => ["::1", "127.0.0.1"] };
    await using own = sender(policy);
    const url = `http://crm.test:${receiver.port}/`;
    expect(await own.send({ url, body: "{}", headers: {} })).toMatchObject({ outcome: "delivered" });
    expect(receiver.received[0]?.headers.host).toBe(`crm.test:${receiver.port}`);
  });
});

describe("the answer's status", () => {
  test.each([200, 201, 202, 204, 299])("%i is success", async (status) => {
    const { outcome } = await postTo((response) => response.writeHead(status).end());
    expect(outcome).toMatchObject({ outcome: "delivered", status });
  });

  test.each([400, 401, 404, 410, 429, 500, 503])("%i is a rejection", async (status) => {
    const { outcome } = await postTo((response) => response.writeHead(status).end("no\0"));
    expect(outcome).toEqual({
      outcome: "rejected",
      status,
      error: "status",
      gone: status === 410,
      ms: expect.any(Number),
      excerpt: "no\ufffd",
    });
  });

  test("Retry-After is read, in seconds and as a date", async () => {
    const seconds = await postTo((response) => response.writeHead(429, { "retry-after": "120" }).end());
    expect(seconds.outcome).toMatchObject({ outcome: "rejected", retryAfterMs: 120_000 });
    const past = "Thu, 01 Jan 2015 00:00:00 GMT";
    const date = await postTo((response) => response.writeHead(503, { "retry-after": past }).end());
    expect(date.outcome).toMatchObject({ outcome: "rejected", retryAfterMs: 0 });
  });

  test.each([301, 302, 303, 304, 307, 308])("%i is not followed", async (status) => {
    const { outcome, receiver } = await postTo((response) =>
      response.writeHead(status, { location: "/again" }).end(),
    );
    expect(outcome).toMatchObject({ outcome: "rejected", status, error: "redirect", gone: false });
    expect(receiver.received.map(({ path }) => path)).toEqual(["/"]);
  });
});

describe("the answer's body", () => {
  test("is kept up to 1,024 bytes", async () => {
    const { outcome } = await postTo((response) => response.end("x".repeat(10_000)));
    expect(outcome).toMatchObject({ outcome: "delivered", excerpt: "x".repeat(1_024) });
  });

  test.each([
    [200, "delivered"],
    [500, "rejected"],
  ])("that never ends is cut at the limit: %i counts as %s", async (status, expected) => {
    const { outcome, receiver } = await postTo((response) => {
      response.writeHead(status);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, "x")));
      };
      response.on("drain", more);
      more();
    });
    expect(outcome).toMatchObject({ outcome: expected, status });
    await expect.poll(() => receiver.sockets[0]?.destroyed).toBe(true);
  });

  test("that stops before the limit is awaited until the deadline", async () => {
    const { outcome } = await postTo((response) => response.write("x".repeat(100)), {
      timeoutMs: 1_000,
      maxResponseBytes: 101,
    });
    expect(outcome).toMatchObject({ outcome: "unreachable", error: "timeout" });
  });

  test("that reaches the limit exactly ends the answer", async () => {
    const { outcome } = await postTo((response) => response.write("x".repeat(100)), {
      maxResponseBytes: 100,
    });
    expect(outcome).toMatchObject({ outcome: "delivered", excerpt: "x".repeat(100) });
  });

  test("that breaks off does not change the status", async () => {
    const { outcome } = await postTo((response) => {
      response.writeHead(202, { "content-length": "100" }).write("half", () => response.destroy());
    });
    expect(outcome).toMatchObject({ outcome: "delivered", status: 202, excerpt: "half" });
  });
});

describe.concurrent("the deadline", () => {
  test("ends a delivery without an answer", async () => {
    const { outcome } = await postTo(() => {}, { timeoutMs: 1_000 });
    expect(outcome).toEqual({
      outcome: "unreachable",
      error: "timeout",
      message: "The 1000 ms ran out before an answer came.",
      ms: expect.any(Number),
    });
  });

  test.each([
    ["headers", "before an answer came"],
    ["body", "while the body of its answer (status 200) was read"],
  ])("ends a slow drip of %s", async (part, stage) => {
    let dripping: NodeJS.Timeout | undefined;
    const closed = Promise.withResolvers<void>();
    await using server = await startRaw((socket) => {
      socket.on("error", () => {});
      socket.write(
        part === "body" ? "HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n" : "HTTP/1.1 200 OK\r\nx: ",
      );
      dripping = setInterval(() => socket.write("x"), 5);
      socket.once("close", () => (clearInterval(dripping), closed.resolve()));
    });
    await using own = sender(allowing(server.authority), { timeoutMs: 1_000 });
    const outcome = await own.send({ url: `http://${server.authority}/`, body: "{}", headers: {} });
    expect(outcome).toMatchObject({ error: "timeout", message: `The 1000 ms ran out ${stage}.` });
    await closed.promise;
  });

  test("includes the name lookup, and a late lookup opens no connection", async () => {
    await using receiver = await startReceiver();
    const answer = Promise.withResolvers<string[]>();
    const policy = { ...allowing("crm.test"), resolve: () => answer.promise };
    await using own = sender(policy, { timeoutMs: 100 });
    const url = `http://crm.test:${receiver.port}/`;
    const outcome = await own.send({ url, body: "{}", headers: {} });
    expect(outcome).toMatchObject({
      error: "timeout",
      message: "The 100 ms ran out before a connection was made.",
    });
    answer.resolve(["127.0.0.1"]);
    // A later delivery arrives, the late one does not.
    await using patient = sender(policy);
    await patient.send({ url: `${url}later`, body: "{}", headers: {} });
    expect(receiver.received.map(({ path }) => path)).toEqual(["/later"]);
    expect(receiver.sockets).toHaveLength(1);
  });

  test("includes the TLS handshake", async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await startRaw((socket) => socket.resume().once("close", () => closed.resolve()));
    await using own = sender(allowing(server.authority), { timeoutMs: 1_000 });
    const outcome = await own.send({ url: `https://${server.authority}/`, body: "{}", headers: {} });
    expect(outcome).toMatchObject({
      error: "timeout",
      message: "The 1000 ms ran out before a connection was made.",
    });
    await closed.promise;
  });
});

describe("a receiver that cannot be reached", () => {
  test("refuses", async () => {
    const receiver = await startReceiver();
    await receiver[Symbol.asyncDispose]();
    await using own = sender(allowing(receiver.authority));
    const outcome = await own.send({ url: `http://${receiver.authority}/`, body: "{}", headers: {} });
    expect(outcome).toMatchObject({ outcome: "unreachable", error: "refused" });
  });

  test.each<[string, (socket: Socket) => void, string]>([
    ["closes at once", (socket) => socket.end(), "reset"],
    ["resets", (socket) => socket.resetAndDestroy(), "reset"],
    ["closes after the request", (socket) => socket.once("data", () => socket.end()), "reset"],
    ["resets after the request", (socket) => socket.once("data", () => socket.resetAndDestroy()), "reset"],
    ["speaks no HTTP", (socket) => socket.end("220 mail.test ESMTP\r\n"), "protocol"],
    [
      "sends endless headers",
      (socket) => {
        socket.on("error", () => {});
        socket.write(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(100_000)}`);
      },
      "protocol",
    ],
  ])("%s", async (_what, onConnection, error) => {
    await using server = await startRaw(onConnection);
    await using own = sender(allowing(server.authority));
    const outcome = await own.send({ url: `http://${server.authority}/`, body: "{}", headers: {} });
    expect(outcome).toMatchObject({ outcome: "unreachable", error });
  });

  test("has no name", async () => {
    const resolve = () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" }));
    await using own = sender({ allowHttp: false, allowedHosts: [], resolve });
    expect(await own.send({ url: "https://crm.test/", body: "{}", headers: {} })).toMatchObject({
      outcome: "unreachable",
      error: "dns",
      message: "crm.test cannot be resolved (ENOTFOUND).",
    });
  });
});

describe("refusals before anything is sent", () => {
  test.each([
    ["http://crm.test/", "forbidden_scheme"],
    ["https://crm.test:22/", "forbidden_port"],
    ["https://a@crm.test/", "credentials_in_url"],
    ["crm.test", "invalid_url"],
  ])("%s: %s", async (url, error) => {
    await using own = sender(allowing());
    expect(await own.send({ url, body: "{}", headers: {} })).toMatchObject({ outcome: "unreachable", error });
  });

  test("headers that frame the message", async () => {
    await using receiver = await startReceiver();
    await using own = sender(allowing(receiver.authority));
    for (const headers of [{ Host: "evil.test" }, { "x-a": "b\r\nc: d" }]) {
      const outcome = await own.send({ url: `http://${receiver.authority}/`, body: "{}", headers });
      expect(outcome).toMatchObject({ outcome: "unreachable", error: "forbidden_header" });
    }
    expect(receiver.sockets).toHaveLength(0);
  });

  test("a list that cannot be parsed is refused when the sender is created", () => {
    expect(() => sender(allowing("https://crm.internal"))).toThrow(TypeError);
  });
});

describe("calling off", () => {
  test("the caller's signal ends a delivery, before its start or while it is running", async () => {
    const arrived = Promise.withResolvers<void>();
    await using receiver = await startReceiver(() => arrived.resolve());
    await using own = sender(allowing(receiver.authority));
    const controller = new AbortController();
    const call = { url: `http://${receiver.authority}/`, body: "{}", headers: {}, signal: controller.signal };
    const sending = own.send(call);
    await arrived.promise;
    controller.abort();
    expect(await sending).toMatchObject({
      error: "aborted",
      message: "The delivery was cancelled before an answer came.",
    });
    expect(await own.send(call)).toMatchObject({ error: "aborted" });
    expect(receiver.sockets).toHaveLength(1);
  });

  test("disposing the sender ends running deliveries and refuses new ones", async () => {
    const arrived = Promise.withResolvers<void>();
    await using receiver = await startReceiver(() => arrived.resolve());
    const own = sender(allowing(receiver.authority));
    const call = { url: `http://${receiver.authority}/`, body: "{}", headers: {} };
    const sending = own.send(call);
    await arrived.promise;
    await own[Symbol.asyncDispose]();
    expect(await sending).toMatchObject({ outcome: "unreachable", error: "aborted" });
    await expect(own.send(call)).rejects.toThrow("disposed");
  });
});
