import { expect, it } from "vitest";
import { queueNames } from "#catalogue.ts";
import { describeQueues } from "#describe.ts";

it("describes every queue in one line of a Markdown table", () => {
  const lines = describeQueues().split("\n");
  expect(lines).toHaveLength(2 + queueNames.length);
  expect(new Set(lines.map((line) => line.split("|").length))).toEqual(new Set([6]));
  expect(lines.find((line) => line.includes("`process-chunk`"))).toMatch(
    /^\| `process-chunk` \| `\{ jobId: string, chunk: integer \}` \| `WORKER_CONCURRENCY` \(8\) \| A chunk .*\. \|$/,
  );
});
