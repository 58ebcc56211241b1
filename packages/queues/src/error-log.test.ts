import { createLogger } from "@winnow/runtime";
import { expect, it } from "vitest";
import { throttledErrorLog } from "#error-log.ts";

it("lets three lines through in ten seconds, and counts the others", () => {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) };
  const logger = createLogger({ name: "test", level: "warn", destination });
  let now = 0;
  const log = throttledErrorLog(logger, { queue: "plan-job" }, () => now);
  for (let time = 0; time < 9_000; time += 100) {
    now = time;
    log(new Error(`at ${time}`));
  }
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({ queue: "plan-job", suppressed: 0, reason: "at 0" });
  now = 10_000;
  log(new Error("later"));
  expect(lines[3]).toMatchObject({ queue: "plan-job", suppressed: 87, reason: "later" });
});
