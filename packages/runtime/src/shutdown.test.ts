import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, test } from "vitest";

const prelude = `
  import { createLogger, createShutdown, runUntilSignal } from "@winnow/runtime";
  const logger = createLogger({ name: "test", level: "silent" });
  const say = (text) => process.stdout.write(text + "\\n");
`;

/**
 * Runs a script in a process of its own, with an IPC channel; sends a signal, or ends the channel, for each line "ready",
 * and returns its end.
 */
async function run(script: string, endings: (NodeJS.Signals | "disconnect")[] = ["SIGTERM"]) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", prelude + script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout! });
  reader.on("line", (line) => {
    const ending = line === "ready" ? endings.shift() : undefined;
    if (ending === undefined) lines.push(line);
    else if (ending === "disconnect") child.disconnect();
    else child.kill(ending);
  });
  const [[code]] = await Promise.all([
    once(child, "exit") as Promise<[number | null]>,
    once(reader, "close"),
  ]);
  return { code, lines };
}

describe("runUntilSignal", () => {
  test("drains in reverse order and ends with 0", async () => {
    const end = await run(`
      await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("database", { [Symbol.asyncDispose]: async () => say("database") });
        shutdown.add("server", async () => { await new Promise((r) => setImmediate(r)); say("server"); });
        shutdown.signal.addEventListener("abort", () => say("aborted"));
        say("ready");
      });
      say("over");
    `);
    expect(end).toEqual({ code: 0, lines: ["aborted", "server", "database", "over"] });
  });

  test("the end of the channel drains like a signal", async () => {
    const end = await run(
      `await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("server", () => say("server"));
        say("ready");
      });
      say("over");`,
      ["disconnect"],
    );
    expect(end).toEqual({ code: 0, lines: ["server", "over"] });
  });

  test("a channel that ended before the start prevents it", async () => {
    const end = await run(
      `say("ready");
      await new Promise((resolve) => process.once("disconnect", resolve));
      await runUntilSignal({ logger }, async () => say("started"));`,
      ["disconnect"],
    );
    expect(end).toEqual({ code: 0, lines: [] });
  });

  test("a failing step does not keep the others from closing; the exit code tells", async () => {
    const end = await run(`
      await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("first", () => say("first"));
        shutdown.add("broken", () => { throw new Error("no"); });
        say("ready");
      });
    `);
    expect(end).toEqual({ code: 1, lines: ["first"] });
  });

  test("a drain that hangs is ended by the deadline with 1", async () => {
    const end = await run(`
      await runUntilSignal({ logger, deadlineMs: 50 }, async (shutdown) => {
        shutdown.add("hangs", () => new Promise(() => setInterval(() => {}, 1000)));
        say("ready");
      });
    `);
    expect(end).toEqual({ code: 1, lines: [] });
  });

  test("something left open after the drain is ended by the deadline too", async () => {
    const end = await run(`
      await runUntilSignal({ logger, deadlineMs: 50 }, async () => { setInterval(() => {}, 1000); say("ready"); });
      say("drained");
    `);
    expect(end).toEqual({ code: 1, lines: ["drained"] });
  });

  test("a second signal ends at once", async () => {
    const end = await run(
      `await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("hangs", () => { say("ready"); return new Promise(() => setInterval(() => {}, 1000)); });
        say("ready");
      });`,
      ["SIGTERM", "SIGINT"],
    );
    expect(end.code).toBe(130);
  });

  test("the echo of a signal does not count as a second signal", async () => {
    const end = await run(
      `await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("last", () => say("closed"));
        shutdown.add("waits", () => new Promise((resolve) => {
          const timer = setInterval(() => {}, 1000);
          process.on("SIGINT", () => { clearInterval(timer); resolve(); });
          say("ready");
        }));
        say("ready");
      });`,
      ["SIGINT", "SIGINT"],
    );
    expect(end).toEqual({ code: 0, lines: ["closed"] });
  });

  test("a start that fails closes what it had opened and throws", async () => {
    const end = await run(`
      await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("opened", () => say("closed"));
        throw new Error("cannot start");
      }).catch((error) => say(error.message));
    `);
    expect(end).toEqual({ code: 0, lines: ["closed", "cannot start"] });
  });

  test("what a start opens after the drain is closed", async () => {
    const end = await run(`
      await runUntilSignal({ logger }, async (shutdown) => {
        const keep = setInterval(() => {}, 1000);
        say("ready");
        await shutdown.done;
        clearInterval(keep);
        shutdown.add("late", () => say("closed"));
      });
    `);
    expect(end).toEqual({ code: 0, lines: ["closed"] });
  });

  test("a signal during the start aborts it and ends with 0", async () => {
    const end = await run(`
      await runUntilSignal({ logger }, async (shutdown) => {
        shutdown.add("opened", () => say("closed"));
        const waiting = new Promise((_, reject) => shutdown.signal.addEventListener("abort", () => reject(shutdown.signal.reason)));
        const keep = setInterval(() => {}, 1000);
        say("ready");
        await waiting.finally(() => clearInterval(keep));
      });
    `);
    expect(end).toEqual({ code: 0, lines: ["closed"] });
  });
});

test("importing the package installs no signal handler", async () => {
  const end = await run(`say(String(process.listenerCount("SIGTERM") + process.listenerCount("SIGINT")));`);
  expect(end).toEqual({ code: 0, lines: ["0"] });
});
