import type { Mode } from "@winnow/contracts";
import {
  createFairShare,
  defaultPipelineSettings,
  type EgressHealth,
  type Judge,
  type PipelineSettings,
  type Verifier,
  type Waterfall,
  type WebhookSender,
  type WorkerContext,
} from "@winnow/core";
import type { OpenDatabase } from "@winnow/database";
import { createListener, type Bell, type QueueBackend } from "@winnow/queues";
import type { Logger } from "@winnow/runtime";
import { startEgressWatch, type EgressToWatch } from "#egress-watch.ts";
import { processDeliverWebhook } from "#processors/deliver-webhook.ts";
import { processPlanJob } from "#processors/plan-job.ts";
import { processDueChunk } from "#processors/process-chunk.ts";
import { startSweeper } from "#sweeper.ts";
import { startUpkeep } from "#upkeep.ts";

export interface WorkerDependencies {
  readonly database: OpenDatabase;
  readonly backend: QueueBackend;
  readonly bell: Bell;
  readonly logger: Logger;
  /** The verifiers of live and test jobs. */
  readonly verifiers: Readonly<Record<Mode, Verifier>>;
  readonly judge: Judge;
  readonly waterfall: Waterfall;
  readonly sender: WebhookSender;
  /** Opens sealed callback secrets. */
  readonly openSecret: (sealed: string) => string;
  /** The egress's health, and its audit; without it, the egress is not audited. */
  readonly egressHealthy?: () => EgressHealth;
  readonly egress?: EgressToWatch;
  /** Chunks that this process handles at once. */
  readonly concurrency: number;
  /** The part of them for one organization; three quarters when left out, so that there is always room for others. */
  readonly organizationChunksMax?: number | undefined;
  readonly settings?: Partial<PipelineSettings>;
  readonly sweepIntervalMs?: number;
}

/** A running worker. Disposing of it drains: running chunks are finished or released. */
export interface RunningWorker extends AsyncDisposable {
  /** Resolves when the worker listens to every queue. */
  ready(): Promise<void>;
}

/** Listens to every queue of the catalogue and sweeps. Starts nothing outside this process. */
export function createWorker(dependencies: WorkerDependencies): RunningWorker {
  const { database, backend, bell, logger, concurrency } = dependencies;
  const context: WorkerContext = {
    database: database.kysely,
    pool: database.pool,
    bell,
    clock: { now: () => new Date() },
    logger,
    actor: { type: "system" },
    verifiers: dependencies.verifiers,
    judge: dependencies.judge,
    waterfall: dependencies.waterfall,
    sender: dependencies.sender,
    settings: { ...defaultPipelineSettings, ...dependencies.settings },
    share: createFairShare(dependencies.organizationChunksMax ?? Math.ceil((concurrency * 3) / 4)),
    openSecret: dependencies.openSecret,
    ...(dependencies.egressHealthy !== undefined && { egressHealthy: dependencies.egressHealthy }),
  };
  const listeners = [
    createListener({
      backend,
      logger,
      queue: "plan-job",
      handler: (payload) => processPlanJob(context, payload),
    }),
    createListener({
      backend,
      logger,
      queue: "process-chunk",
      concurrency,
      handler: (payload, { signal }) => processDueChunk(context, { ...payload, recheck: false }, signal),
    }),
    createListener({
      backend,
      logger,
      queue: "recheck-rows",
      concurrency,
      handler: (payload, { signal }) => processDueChunk(context, { ...payload, recheck: true }, signal),
    }),
    createListener({
      backend,
      logger,
      queue: "deliver-webhook",
      handler: (payload, { signal }) => processDeliverWebhook(context, payload, signal),
    }),
  ];
  const sweepIntervalMs = dependencies.sweepIntervalMs ?? 1_000;
  const loops = [
    startSweeper(context, sweepIntervalMs),
    startUpkeep(context, sweepIntervalMs),
    dependencies.egress && startEgressWatch(context, dependencies.egress),
  ];
  return {
    async ready() {
      await Promise.all(listeners.map((listener) => listener.ready()));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(loops.map((loop) => loop?.[Symbol.asyncDispose]()));
      await Promise.all(listeners.map((listener) => listener[Symbol.asyncDispose]()));
    },
  };
}
