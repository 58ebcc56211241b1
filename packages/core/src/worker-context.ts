import type { Mode } from "@winnow/contracts";
import type { Context } from "#context.ts";
import type { EgressHealth } from "#egress/health.ts";
import type { Judge } from "#ports/judge.ts";
import type { Verifier } from "#ports/verifier.ts";
import type { Waterfall } from "#ports/waterfall.ts";
import type { WebhookSender } from "#ports/webhook-sender.ts";

/** Sizes and times of the pipeline, some of which settings replace. */
export interface PipelineSettings {
  /** Rows that are leased together, so that one SMTP session serves many of them. */
  readonly chunkRows: number;
  /** Chunks that a job may have in the queue at once: bounds the queue by the number of jobs, not of rows. */
  readonly windowChunks: number;
  /** How long a worker may be silent before its chunk is given to another. */
  readonly leaseMs: number;
  /** How long after it was paid a row whose email proves invalid is refunded. */
  readonly guaranteeDays: number;
}

export const defaultPipelineSettings: PipelineSettings = {
  chunkRows: 200,
  windowChunks: 16,
  leaseMs: 60_000,
  guaranteeDays: 30,
};

/** Which chunks a message is about: those of the first pass, or deferred rows that came due. */
export interface Pass {
  readonly recheck: boolean;
}

/** How many chunks of each organization a worker has at work, so that one cannot take every place. */
export interface FairShare {
  /** Organizations that have as many at work as they may. */
  crowded(): readonly string[];
  /** Takes a place for a chunk; what comes back frees it. */
  enter(organizationId: string): Disposable;
  /** A message found only chunks of crowded organizations: the next message that frees a slot looks again in its stead. */
  owe(pass: Pass): void;
  /** Such a message that is to be made up for, which it is then; undefined when there is none. */
  claim(): Pass | undefined;
}

/** The context of verbs that work on rows: the outside world by mode, besides the database. */
export interface WorkerContext extends Context {
  readonly verifiers: Readonly<Record<Mode, Verifier>>;
  readonly judge: Judge;
  readonly waterfall: Waterfall;
  readonly sender: WebhookSender;
  readonly settings: PipelineSettings;
  /** What each organization may take of this worker; absent: chunks are processed as messages name them. */
  readonly share?: FairShare;
  /** How the egress to mail hosts is, by the last heartbeat; absent: it is not measured. */
  readonly egressHealthy?: () => EgressHealth;
  /** Opens an organization's sealed callback secret. */
  readonly openSecret: (sealed: string) => string;
}
