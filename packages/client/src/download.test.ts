import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createClient } from "#client.ts";
import { hangUp, startScriptedServer, type Scene, type Seen } from "#fixture/scripted-server.ts";

const file = Buffer.from(Array.from({ length: 2_000 }, (_, line) => `${line},ada@acme.test\r\n`).join(""));
const sha256 = createHash("sha256").update(file).digest();
const ETAG = `"${sha256.toString("hex")}"`;

/** Serves `content` as the API does, but breaks the connection after `cut` bytes of the body. */
function serve(cut = Infinity, content = file, etag: string | null = ETAG): Scene {
  return ({ headers }, response) => {
    const wanted = /^bytes=(?<start>\d+)-$/.exec(headers.range ?? "");
    const partial = wanted !== null && headers["if-range"] === etag;
    const start = partial ? Number(wanted.groups!["start"]) : 0;
    if (start >= content.length) {
      response.writeHead(416, { etag: etag ?? "" }).end();
      return;
    }
    const body = content.subarray(start);
    response.writeHead(partial ? 206 : 200, {
      "content-type": "text/csv",
      ...(etag !== null && {
        etag,
        "content-length": body.length,
        "repr-digest": `sha-256=:${createHash("sha256").update(content).digest("base64")}:`,
      }),
      ...(partial && { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    if (cut >= body.length) response.end(body);
    else response.write(body.subarray(0, cut), () => response.destroy());
  };
}

const downloadFrom = (url: string, options = {}) =>
  createClient({ baseUrl: url, apiKey: "wn_test_x" }).jobs.downloadCsv("job/1", options);
const read = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await Array.fromAsync(chunks));
const rangesOf = (seen: readonly Seen[]) => seen.map(({ headers }) => headers.range);

test("wherever the connection breaks, in this download and in an earlier one, the bytes are those of the file", async () => {
  // At zero, the connection transfers no byte; the client gives up after several of these.
  const cut = fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 30_000 }) }, fc.constant(0));
  await fc.assert(
    fc.asyncProperty(
      fc.array(cut, { maxLength: 6 }),
      fc.option(fc.integer({ min: 0, max: file.length }), { nil: undefined }),
      async (cuts, had) => {
        fc.pre(cuts.filter((bytes) => bytes === 0).length < 3);
        await using server = await startScriptedServer(...cuts.map((bytes) => serve(bytes)), serve());
        const broke: number[] = [];
        const download = await downloadFrom(server.url, {
          ...(had !== undefined && { have: { etag: ETAG, bytes: had } }),
          onBreak: (_error: unknown, bytes: number) => broke.push(bytes),
        });
        expect(download).toMatchObject({ etag: ETAG, size: file.length, sha256: sha256.toString("hex") });
        expect(download.offset).toBe(had ?? 0);
        const bytes = await read(download.chunks);
        expect(bytes.equals(file.subarray(download.offset))).toBe(true);
        // Bytes that are already there are not requested again, except for the last one.
        expect(rangesOf(server.seen.slice(1))).toEqual(
          broke.map((position) => (position === 0 ? undefined : `bytes=${position - 1}-`)),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test("a partial download of another file, or one that is too long, is not resumed", async () => {
  for (const have of [
    { etag: '"older"', bytes: 100 },
    { etag: ETAG, bytes: file.length + 1 },
  ]) {
    await using server = await startScriptedServer(serve());
    const download = await downloadFrom(server.url, { have });
    expect(download.offset).toBe(0);
    expect((await read(download.chunks)).equals(file)).toBe(true);
  }
});

test("a server may send the whole file instead of the rest", async () => {
  const whole: Scene = (seen, response) => serve()({ ...seen, headers: {} }, response);
  await using server = await startScriptedServer(serve(500), whole);
  const download = await downloadFrom(server.url);
  expect((await read(download.chunks)).equals(file)).toBe(true);
});

test("a part without the file's entity tag is refused", async () => {
  const anonymous: Scene = (_request, response) => {
    const range = `bytes 99-${file.length - 1}/${file.length}`;
    response.writeHead(206, { "content-type": "text/csv", "content-range": range });
    response.end(file.subarray(99));
  };
  await using server = await startScriptedServer(anonymous, serve());
  const download = await downloadFrom(server.url, { have: { etag: ETAG, bytes: 100 } });
  expect(download.offset).toBe(0);
  expect((await read(download.chunks)).equals(file)).toBe(true);
});

test("a file that changes during its download is an error, never a mixture", async () => {
  const other = Buffer.from(file.toReversed());
  await using server = await startScriptedServer(serve(500), serve(Infinity, other, '"other"'));
  const download = await downloadFrom(server.url);
  await expect(read(download.chunks)).rejects.toMatchObject({ code: "unexpected_answer" });
});

test("an unfinished file has no tag: a break ends its download", async () => {
  await using server = await startScriptedServer(serve(500, file, null), serve(Infinity, file, null));
  const download = await downloadFrom(server.url);
  expect(download).toMatchObject({ etag: undefined, sha256: undefined, size: undefined, offset: 0 });
  await expect(read(download.chunks)).rejects.toMatchObject({ code: "network_error" });
  expect(server.seen).toHaveLength(1);
});

test("the download gives up after several connections without a byte, and at once after a refusal", async () => {
  await using barren = await startScriptedServer(serve(500), serve(0));
  const download = await downloadFrom(barren.url);
  await expect(read(download.chunks)).rejects.toMatchObject({
    code: "network_error",
    message: expect.stringContaining("500 bytes") as string,
  });
  await using refusing = await startScriptedServer(serve(500), (_request, response) =>
    response.writeHead(410).end(),
  );
  await expect(read((await downloadFrom(refusing.url)).chunks)).rejects.toMatchObject({ status: 410 });
  expect(refusing.seen).toHaveLength(2);
});

test("a server that is away for a moment is called again, and a signal ends the download", async () => {
  await using server = await startScriptedServer(serve(500), hangUp, hangUp, serve());
  expect((await read((await downloadFrom(server.url)).chunks)).equals(file)).toBe(true);
  const controller = new AbortController();
  const { signal } = controller;
  const download = await downloadFrom(server.url, { signal });
  controller.abort(new Error("enough"));
  await expect(read(download.chunks)).rejects.toThrow("enough");
});
