import { createLogger } from "@winnow/runtime";
import { describe, expect, it } from "vitest";
import type { QueueBackend } from "#backend.ts";
import { createBell } from "#bell.ts";
import { createListener } from "#listener.ts";

/** Port 1 refuses every connection. */
const backends: readonly QueueBackend[] = [
  { kind: "postgres", connectionString: "postgresql://me:hushhush@127.0.0.1:1/winnow" },
  { kind: "redis", url: "redis://:hushhush@127.0.0.1:1" },
];

describe.each(backends)("a $kind backend that is not running", (backend) => {
  it("is named in every message, and its password in none", async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => lines.push(line) };
    const logger = createLogger({ name: "queues", level: "debug", destination });
    let lost = 0;
    await using bell = createBell({ backend, logger, onLost: (_, count) => (lost += count) });
    await using listener = createListener({
      backend,
      logger,
      queue: "plan-job",
      handler: async () => undefined,
    });
    const errors = await Promise.all(
      [bell.ready(200), listener.ready(200)].map((ready) => ready.catch((error: unknown) => String(error))),
    );
    await bell.ring("plan-job", { jobId: "job_1" });
    expect(lost).toBe(1);
    for (const error of errors) {
      expect(error).toMatch(/^QueueBackendUnreachable: .* at 127\.0\.0\.1:1.*within 200 ms.*ECONNREFUSED/);
    }
    expect(lines.some((line) => line.includes("ring lost"))).toBe(true);
    expect([...errors, ...lines].join("\n")).not.toContain("hushhush");
  });
});
