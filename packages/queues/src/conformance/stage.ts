import { afterEach, beforeEach } from "vitest";
import { waitFor } from "@winnow/testing";
import type { QueueName, QueuePayloads } from "@winnow/contracts";
import { createLogger } from "@winnow/runtime";
import type { QueueBackend } from "#backend.ts";
import { createBell, type Bell, type BellOptions } from "#bell.ts";
import type { BackendServer } from "#conformance/server.ts";
import { createListener, type Listener, type ListenerOptions } from "#listener.ts";

/** What a conformance case works with. */
export interface Play {
  readonly stage: Stage;
  readonly server: () => BackendServer;
}

export const HOUR_MS = 3_600_000;

export const chunk = (number: number) => ({ jobId: "job_1", chunk: number });

export function isEmpty(depth: object): boolean {
  return Object.values(depth).every((count) => count === 0);
}

/** Rings as the sweeper does, again and again, until the message was handled: a single ring may be lost. */
export async function untilHandled(
  bell: Bell,
  payload: QueuePayloads["process-chunk"],
  recorder: Recorder<"process-chunk">,
  timeoutMs?: number,
): Promise<void> {
  const handled = () => recorder.ended.some((ended) => ended.chunk === payload.chunk);
  await waitFor(
    `chunk ${payload.chunk} to be handled`,
    async () => {
      await bell.ring("process-chunk", payload);
      return handled();
    },
    timeoutMs,
  );
}

/** What the tests of this package open, closed after each of them, last opened first. */
export interface Stage {
  bell(options?: Partial<BellOptions>): Bell;
  listener<Name extends QueueName>(
    options: Partial<ListenerOptions<Name>> & Pick<ListenerOptions<Name>, "queue" | "handler">,
  ): Listener;
  /** Every line that was logged since the test began, as JSON. */
  readonly log: readonly string[];
}

/** @param backend the backend of the running test. */
export function useStage(backend: () => QueueBackend): Stage {
  const open: AsyncDisposable[] = [];
  const log: string[] = [];
  const logger = createLogger({
    name: "queues",
    level: "debug",
    destination: { write: (line) => log.push(line) },
  });
  beforeEach(({ onTestFailed }) => {
    log.length = 0;
    onTestFailed(() => void process.stderr.write(log.join("")));
  });
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  });
  const keep = <One extends AsyncDisposable>(one: One): One => {
    open.push(one);
    return one;
  };
  return {
    bell: (options) => keep(createBell({ backend: backend(), logger, ...options })),
    listener: (options) =>
      keep(createListener({ backend: backend(), logger, drainWithinMs: 5_000, ...options })),
    log,
  };
}

/** A handler that keeps what it was given and, while the gate is shut, does not end. */
export class Recorder<Name extends QueueName> {
  readonly started: QueuePayloads[Name][] = [];
  readonly ended: QueuePayloads[Name][] = [];
  runningMax = 0;
  #gate = Promise.withResolvers<void>();

  /** Open from the start unless `shut`. */
  constructor(gate: "open" | "shut" = "open") {
    if (gate === "open") this.#gate.resolve();
  }

  readonly handler = async (payload: QueuePayloads[Name]): Promise<void> => {
    this.started.push(payload);
    this.runningMax = Math.max(this.runningMax, this.started.length - this.ended.length);
    await this.#gate.promise;
    this.ended.push(payload);
  };

  open(): void {
    this.#gate.resolve();
  }
}
