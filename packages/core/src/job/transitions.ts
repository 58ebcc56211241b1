import type { JobStatus, RowStatus } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

/** A change of a job's status. */
export interface JobTransition {
  /** null: the job is new. */
  readonly from: JobStatus | null;
  readonly to: JobStatus;
}

/** One cause of transitions; `cause` is a phrase for docs/states.md. */
interface TransitionRule {
  readonly cause: string;
  readonly changes: readonly JobTransition[];
}

const each = (from: readonly JobStatus[], to: JobStatus): JobTransition[] =>
  from.map((status) => ({ from: status, to }));

/** Every change of a job's status, by its cause. The verbs read from it which jobs they may change. */
export const jobTransitions = {
  accept: { cause: "accepted", changes: [{ from: null, to: "queued" }] },
  reveal: { cause: "contacts are revealed", changes: [{ from: null, to: "running" }] },
  claim: { cause: "a worker plans it", changes: each(["queued", "held"], "planning") },
  start: { cause: "credits are reserved", changes: each(["planning"], "running") },
  lackCredits: { cause: "too few credits, hold", changes: each(["planning"], "held") },
  refuse: { cause: "too few credits", changes: each(["planning"], "failed") },
  pause: { cause: "pause", changes: each(["queued", "planning", "running", "held"], "paused") },
  resume: {
    cause: "resume",
    changes: [...each(["paused"], "running"), ...each(["paused", "held"], "queued")],
  },
  breakEgress: { cause: "every egress is broken", changes: each(["running"], "held") },
  mendEgress: { cause: "an egress works again", changes: each(["held"], "running") },
  complete: { cause: "every row has its result", changes: each(["running", "paused"], "completed") },
  cancel: {
    cause: "cancel",
    changes: each(["queued", "planning", "running", "paused", "held"], "cancelled"),
  },
} as const satisfies Readonly<Record<string, TransitionRule>>;

/** The statuses from which the cause changes a job. */
export function statusesBefore(cause: keyof typeof jobTransitions): JobStatus[] {
  const changes: readonly JobTransition[] = jobTransitions[cause].changes;
  return [...new Set(changes.flatMap(({ from }) => from ?? []))];
}

type ChunkState = DatabaseOutput<"chunks">["state"];

/** Every change of a chunk's state. A chunk whose lease ran out is leased again, which changes no state. */
export const chunkTransitions: readonly {
  readonly from: ChunkState | null;
  readonly to: ChunkState;
  readonly cause: string;
}[] = [
  { from: null, to: "pending", cause: "cut from a job, split, or deferred" },
  { from: "pending", to: "leased", cause: "a worker leases it once it is due" },
  { from: "leased", to: "pending", cause: "the worker shuts down, or the work throws" },
  { from: "leased", to: "done", cause: "its rows have results, or are in other chunks" },
];

/** How a row ends: its one result is written by the plan of its job, or by the settlement of its chunk. */
export const rowEnds: Readonly<
  Record<RowStatus, { readonly by: readonly ("plan" | "chunk")[]; readonly cause: string }>
> = {
  duplicate: { by: ["plan"], cause: "an earlier row has the same address or person" },
  invalid_input: { by: ["plan"], cause: "the row cannot be processed as it was sent" },
  suppressed: { by: ["plan", "chunk"], cause: "a suppression or an erasure covers it" },
  verified: { by: ["plan", "chunk"], cause: "its email was checked, or a paid verdict is young enough" },
  found: { by: ["chunk"], cause: "a source knows the person" },
  not_found: { by: ["chunk"], cause: "no source has an email for the person" },
  failed: { by: ["chunk"], cause: "its processing broke every time" },
};
