import type { Allowance } from "#engine/allowance.ts";
import type { GateKeeper } from "#engine/gate.ts";
import type { HostMemory } from "#engine/host-memory.ts";
import type { Turnstile } from "#engine/turnstile.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import type { SessionOptions } from "#smtp/session.ts";

/** What a group shares with the rest of a call and of the verifier. */
export interface GroupContext {
  readonly session: SessionOptions;
  /** Name of the way out. */
  readonly egress: string;
  readonly mailFrom: string;
  readonly probeKey: string;
  readonly recipientsPerSession: number;
  readonly maxSessionsPerHost: number;
  readonly memory: HostMemory;
  readonly turnstile: Turnstile;
  readonly hosts: GateKeeper;
  /** How much the provider is asked. */
  readonly allowance: Allowance;
  /** Time budget of one address. */
  readonly timeoutMs: number;
  /** How many times the addresses of this call were deferred before. */
  readonly attempt: number;
  /** Aborted when the call is over. */
  readonly signal: AbortSignal;
  readonly opened: (connection: SmtpConnection) => void;
  /** Something happened that no host can cause. */
  readonly failed: (error: unknown) => void;
}
