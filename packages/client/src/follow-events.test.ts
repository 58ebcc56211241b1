import type { EventEntry } from "#answers.ts";
import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { answer, hangUp, startScriptedServer, type Scene } from "#fixture/scripted-server.ts";

const event = (id: string): EventEntry => ({
  id,
  type: "ping",
  job_id: null,
  page: 0,
  created_at: "2026-01-01T00:00:00Z",
  data: { webhook_id: "end_1" },
});
const page = (...ids: string[]): Scene =>
  answer(200, { data: ids.map(event), next_cursor: null, has_more: false });
/** Sends half of an answer. */
const breakOff: Scene = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.write('{"data":[', () => response.destroy());
};

const follow = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x" }).webhooks.follow(options);
const queriesOf = (seen: readonly { readonly url: string }[]) =>
  seen.map(({ url }) => Object.fromEntries(new URL(url, "http://127.0.0.1").searchParams));

async function take(events: AsyncIterable<EventEntry>, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of events) if (ids.push(id) === count) break;
  return ids;
}

test("events from now on are listed, through broken connections, each of them once", async () => {
  await using server = await startScriptedServer(
    page("old"),
    page(),
    hangUp,
    breakOff,
    answer(503, {}),
    page("a", "b"),
    page("c"),
  );
  const told: string[] = [];
  const events = follow(server.url, {
    onStart: () => told.push("start"),
    onBreak: ({ code }: { code: string }) => told.push(code),
    onReturn: () => told.push("return"),
  });
  expect(await take(events, 3)).toEqual(["a", "b", "c"]);
  const waiting = { after: "old", wait: "20" };
  expect(queriesOf(server.seen)).toEqual([
    { tail: "1" },
    ...Array.from({ length: 5 }, () => waiting),
    { after: "b", wait: "20" },
  ]);
  // Three failures in a row are one break.
  expect(told).toEqual(["start", "network_error", "return"]);
});

test("when there are no events yet, the first event is listed", async () => {
  await using server = await startScriptedServer(page(), page("a"), page("b"));
  expect(await take(follow(server.url), 2)).toEqual(["a", "b"]);
  expect(queriesOf(server.seen)).toEqual([{ tail: "1" }, { wait: "20" }, { after: "a", wait: "20" }]);
});

test("it begins with a named event, and fails at once when that does not exist", async () => {
  await using server = await startScriptedServer(page("a"), page("a", "b"));
  expect(await take(follow(server.url, { from: "a" }), 2)).toEqual(["a", "b"]);
  expect(queriesOf(server.seen)).toEqual([
    { from: "a", limit: "1" },
    { from: "a", wait: "20" },
  ]);
  await using refusing = await startScriptedServer(answer(400, { code: "invalid_cursor" }));
  await expect(take(follow(refusing.url, { after: "x" }), 1)).rejects.toMatchObject({ status: 400 });
});

test("a signal ends it with its own reason", async () => {
  const asked = Promise.withResolvers<void>();
  await using server = await startScriptedServer(page(), () => asked.resolve());
  const controller = new AbortController();
  const waiting = take(follow(server.url, { signal: controller.signal }), 1);
  await asked.promise;
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});
