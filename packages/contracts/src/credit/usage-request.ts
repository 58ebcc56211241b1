import type { z } from "zod";
import { UsageGroupQuery } from "./usage.ts";

export const UsageRequest = UsageGroupQuery.partial({ group_by: true }).meta({
  id: "UsageRequest",
  examples: [{ group_by: "day", from: "2026-11-01T00:00:00.000Z" }],
  description:
    "The period and grouping. Without `group_by` the answer is one total, and `limit` and `cursor` have no effect.",
});
export type UsageRequest = z.infer<typeof UsageRequest>;
