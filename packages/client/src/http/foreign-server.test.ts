import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { answer, startScriptedServer, type Scene } from "#fixture/scripted-server.ts";

/** The answer is not from a Winnow server, or lacks a field that the client needs. */

const page: Scene = (_request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<h1>Welcome</h1>");
};
const clientOf = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", retries: 0, ...options });

test("a page instead of an answer fails with a hint to baseUrl", async () => {
  await using server = await startScriptedServer(page);
  const { credits, jobs, webhooks } = clientOf(server.url);
  const expected = { code: "not_winnow", status: 200, retryable: false };
  for (const call of [
    () => credits.get(),
    () => jobs.resultsCsv("job_1"),
    () => jobs.downloadCsv("job_1"),
    () => jobs.watch("job_1").next(),
    () => jobs.list().next(),
    () => webhooks.follow().next(),
  ]) {
    await expect(call()).rejects.toMatchObject(expected);
  }
  await expect(credits.get()).rejects.toThrow(
    `GET ${server.url}/v1/credits was answered with 200 (text/html), but not by a Winnow server: check baseUrl`,
  );
});

test("a refusal of another service is not reported as one of Winnow's", async () => {
  await using server = await startScriptedServer(
    answer(404, { message: "no route" }, { "request-id": "r_7" }),
  );
  await expect(clientOf(server.url).credits.get()).rejects.toMatchObject({
    code: "not_winnow",
    status: 404,
    retryable: false,
    requestId: "r_7",
  });
});

test("an error of a proxy that cannot reach the server is retried", async () => {
  const gateway: Scene = (_request, response) => {
    response.writeHead(502, { "content-type": "text/html", "retry-after": "0" }).end("<h1>Bad Gateway</h1>");
  };
  await using server = await startScriptedServer(gateway, answer(200, { available: 1 }));
  expect(await clientOf(server.url, { retries: 1 }).credits.get()).toEqual({ available: 1 });
  await using broken = await startScriptedServer(gateway);
  await expect(clientOf(broken.url).credits.get()).rejects.toMatchObject({
    code: "not_winnow",
    status: 502,
    retryable: true,
    retryAfterMs: 0,
  });
});

test("a redirect is not followed, and the error has its target", async () => {
  const elsewhere: Scene = (_request, response) => {
    response.writeHead(308, { location: "https://winnow.example/" }).end();
  };
  await using server = await startScriptedServer(elsewhere);
  await expect(clientOf(server.url).credits.get()).rejects.toMatchObject({
    code: "not_winnow",
    status: 308,
    message: expect.stringContaining("https://winnow.example/") as string,
  });
  expect(server.seen).toHaveLength(1);
});

test.each([
  ["a list without a list", { next_cursor: null }, "data"],
  ["a list without a cursor", { data: [] }, "next_cursor"],
])("%s is told", async (_name, body, lacks) => {
  await using server = await startScriptedServer(answer(200, body, { "request-id": "req_9" }));
  await expect(clientOf(server.url).jobs.list().next()).rejects.toMatchObject({
    code: "unexpected_answer",
    requestId: "req_9",
    message: expect.stringContaining(lacks) as string,
  });
});

test("a list whose cursor leads back to the same page fails, instead of being read for ever", async () => {
  await using server = await startScriptedServer(answer(200, { data: [{ id: "job_1" }], next_cursor: "a" }));
  await expect(Array.fromAsync(clientOf(server.url).jobs.list())).rejects.toMatchObject({
    code: "unexpected_answer",
  });
  expect(server.seen).toHaveLength(2);
});

test("an answer without ended_at is not polled", async () => {
  await using server = await startScriptedServer(answer(200, { id: "job_1", status: "running" }));
  await expect(clientOf(server.url).jobs.wait("job_1")).rejects.toMatchObject({
    code: "unexpected_answer",
    message: expect.stringContaining("a job") as string,
  });
});
