import { z } from "zod";
import { exampleJob } from "./example-job.ts";

export const JobEvent = z
  .object({
    event: z.literal("progress").describe("Always `progress`: the job has changed, or its stream begins."),
    id: z
      .string()
      .describe(
        "Identifies the state of the job. Sent as `Last-Event-ID`, it continues the stream without repeating that state.",
      ),
    retry: z.int().optional().meta({
      format: "int64",
      minimum: undefined,
      maximum: undefined,
      description: "Milliseconds after which a client connects again. Only the first event has it.",
    }),
    data: z.string().meta({
      format: "json-object",
      contentMediaType: "application/json",
      contentSchema: { $ref: "#/components/schemas/Job" },
      description: "The whole job as JSON, in one line.",
    }),
  })
  .meta({
    id: "JobEvent",
    description: "One event of the stream that follows a job, by the names of its fields.",
    examples: [{ event: "progress", id: "running-1-2-1-0", retry: 2000, data: JSON.stringify(exampleJob) }],
  });
export type JobEvent = z.infer<typeof JobEvent>;
