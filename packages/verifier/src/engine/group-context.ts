import type { Allowance } from "#engine/allowance.ts";
import type { GateKeeper } from "#engine/gate.ts";
import type { HostMemory } from "#engine/host-memory.ts";
import type { Turnstile } from "#engine/turnstile.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import type { SessionOptions } from "#smtp/session.ts";

/** The parts of a call and of the verifier that a group uses. */
export interface GroupContext {
  readonly session: SessionOptions;
  /** Name of the egress. */
  readonly egress: string;
  readonly mailFrom: string;
  readonly probeKey: string;
  readonly recipientsPerSession: number;
  readonly maxSessionsPerHost: number;
  readonly memory: HostMemory;
  readonly turnstile: Turnstile;
  readonly hosts: GateKeeper;
  /** The provider's limits. */
  readonly allowance: Allowance;
  /** Time limit of one address. */
  readonly timeoutMs: number;
  /** How often the addresses of this call were deferred before. */
  readonly attempt: number;
  /** Aborted when the call is over. */
  readonly signal: AbortSignal;
  readonly opened: (connection: SmtpConnection) => void;
  /** Reports an internal error, which no host can cause. */
  readonly failed: (error: unknown) => void;
}
