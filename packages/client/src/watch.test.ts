import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { job } from "#fixture/job.ts";
import { answer, hangUp, startScriptedServer, type Scene } from "#fixture/scripted-server.ts";

const progress = (id: string, data: unknown) =>
  `event: progress\nid: ${id}\ndata: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;

/** Sends blocks of a stream, then ends it or breaks it off. */
function stream(blocks: readonly string[], how: "ends" | "breaks"): Scene {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(blocks.join(""), () => (how === "ends" ? response.end() : response.destroy()));
  };
}

const watch = (url: string, signal?: AbortSignal) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x", retries: 1 }).jobs.watch("job/1", {
    ...(signal !== undefined && { signal }),
  });
const ended = job("completed", "2026-01-01T00:00:01Z");

test("a stream that ends or breaks is opened again with Last-Event-ID, until the job has ended", async () => {
  await using server = await startScriptedServer(
    stream(["retry: 2000\n\n:\n\n", progress("a", job("queued")), progress("b", job("running"))], "breaks"),
    hangUp,
    stream([":\n\n"], "ends"),
    stream([progress("c", ended), progress("d", job("running"))], "ends"),
  );
  expect(await Array.fromAsync(watch(server.url))).toEqual([job("queued"), job("running"), ended]);
  expect(server.seen.map(({ headers }) => headers["last-event-id"])).toEqual(["", "b", "b", "b"]);
  expect(server.seen[0]).toMatchObject({
    url: "/v1/jobs/job%2F1/events",
    headers: { accept: "text/event-stream", authorization: "Bearer wn_test_x" },
  });
});

test("a stream that is refused, or sends what is not a job, is an error", async () => {
  await using refusing = await startScriptedServer(answer(404, { code: "none" }));
  await expect(Array.fromAsync(watch(refusing.url))).rejects.toMatchObject({ status: 404 });
  for (const data of ["{", { id: "job_1" }]) {
    await using strange = await startScriptedServer(stream([progress("a", data)], "ends"));
    await expect(Array.fromAsync(watch(strange.url))).rejects.toMatchObject({ code: "unexpected_answer" });
    expect(strange.seen).toHaveLength(1);
  }
});

test("a signal closes the stream, and so does leaving the loop", async () => {
  const closed = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const open = (which: number): Scene => {
    return (_request, response) => {
      response.once("close", closed[which]!.resolve);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(progress("a", job("running")));
    };
  };
  await using server = await startScriptedServer(open(0), open(1));
  const controller = new AbortController();
  const watched = watch(server.url, controller.signal);
  expect((await watched.next()).value).toEqual(job("running"));
  const waiting = watched.next();
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  await closed[0]!.promise;
  for await (const state of watch(server.url)) {
    expect(state).toEqual(job("running"));
    break;
  }
  await closed[1]!.promise;
});
