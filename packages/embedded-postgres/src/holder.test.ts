import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DirectoryInUseError, holdDirectory } from "#holder.ts";
import { processStart } from "#process-start.ts";

let directory: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "winnow-holder-"));
  file = join(directory, "holder-7.json");
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const dead = {
  pid: process.pid,
  started: "an earlier process",
  hostname: hostname(),
  since: "then",
  nonce: "1",
};

describe("holdDirectory", () => {
  test("holds until disposed", async () => {
    const hold = await holdDirectory(directory);
    await expect(holdDirectory(directory)).rejects.toThrow(DirectoryInUseError);
    await expect(holdDirectory(directory)).rejects.toThrow(`process ${process.pid} on ${hostname()}`);
    await hold[Symbol.asyncDispose]();
    expect(JSON.parse(await readFile(join(directory, "holder-1.json"), "utf8"))).toMatchObject({
      released: true,
    });
    await using _next = await holdDirectory(directory);
    expect(await readdir(directory)).toEqual(["holder-2.json"]);
  });

  test("a process id that now belongs to another process does not hold the directory", async () => {
    await writeFile(file, JSON.stringify(dead));
    await using _hold = await holdDirectory(directory);
    expect(JSON.parse(await readFile(join(directory, "holder-8.json"), "utf8"))).toMatchObject({
      started: await processStart(process.pid),
    });
  });

  test("half a file does not hold the directory", async () => {
    await writeFile(file, '{"pid":');
    await using _hold = await holdDirectory(directory);
    expect(await readdir(directory)).toEqual(["holder-8.json"]);
  });

  test("of many that find a dead holder exactly one takes over", async () => {
    await writeFile(file, JSON.stringify(dead));
    for (let round = 0; round < 50; round += 1) {
      const holds = await Promise.allSettled(Array.from({ length: 8 }, () => holdDirectory(directory)));
      const winners = holds.filter((hold) => hold.status === "fulfilled");
      expect(winners).toHaveLength(1);
      for (const hold of holds) {
        if (hold.status === "rejected") expect(hold.reason).toBeInstanceOf(DirectoryInUseError);
      }
      await winners[0]?.value[Symbol.asyncDispose]();
    }
  });

  test("a holder on another host counts as alive while its file is touched", async () => {
    await writeFile(file, JSON.stringify({ ...dead, hostname: "elsewhere" }));
    let seconds = 0;
    const heartbeat = setInterval(() => void utimes(file, (seconds += 1), seconds), 10);
    try {
      await expect(holdDirectory(directory, 20_000)).rejects.toThrow(/on elsewhere/);
    } finally {
      clearInterval(heartbeat);
    }
    await using _hold = await holdDirectory(directory, 100);
    expect(JSON.parse(await readFile(join(directory, "holder-8.json"), "utf8"))).toMatchObject({
      hostname: hostname(),
    });
  });
});
