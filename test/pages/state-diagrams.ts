import { chunkTransitions, jobTransitions, rowEnds } from "@winnow/core";
import { JobStatus, RowStatus } from "@winnow/contracts";
import { markdownTable } from "./markdown-table.ts";

interface Edge {
  readonly from: string | null;
  readonly to: string;
  readonly cause: string;
}

/** The statuses of a job as a diagram, with the causes that lead from each to the next. */
export function drawJob(): string {
  const edges: Edge[] = Object.values(jobTransitions).flatMap(({ cause, changes }) =>
    changes.map((change) => ({ ...change, cause })),
  );
  return draw(edges, JobStatus.options);
}

/** The states of a chunk as a diagram. */
export function drawChunk(): string {
  return draw(
    chunkTransitions,
    chunkTransitions.map(({ to }) => to),
  );
}

/** The statuses of a row as a diagram. */
export function drawRow(): string {
  const edges: Edge[] = RowStatus.options.map((status) => ({
    from: "pending",
    to: status,
    cause: rowEnds[status].by.join(" or "),
  }));
  return draw(
    [{ from: null, to: "pending", cause: "accepted" }, ...edges],
    ["pending", ...RowStatus.options],
  );
}

/** What each final status of a row means, and what writes it. */
export function listRowEnds(): string {
  const rows = RowStatus.options.map((status) => [
    `\`${status}\``,
    rowEnds[status].cause,
    rowEnds[status].by.join(" or "),
  ]);
  return markdownTable(["Status", "When", "Written by"], rows);
}

/**
 * A Mermaid state diagram. A state that no edge leaves is final.
 * @throws Error when a state cannot be reached: then the vocabulary and the table of transitions differ.
 */
function draw(edges: readonly Edge[], states: readonly string[]): string {
  const unreached = states.filter((state) => !edges.some(({ to }) => to === state));
  if (unreached.length > 0) throw new Error(`no transition leads to ${unreached.join(", ")}`);
  const final = [...new Set(states)].filter((state) => !edges.some(({ from }) => from === state));
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...edges.map(({ from, to, cause }) => `  ${from ?? "[*]"} --> ${to}: ${cause}`),
    ...final.map((state) => `  ${state} --> [*]`),
    "```",
  ].join("\n");
}
