import { BoundedMap } from "#bounded-map.ts";

/** One RCPT command. */
export interface RecipientAttempt {
  /** Milliseconds on the sandbox's clock. */
  readonly atMs: number;
  /** Number of the connection, from 1. */
  readonly connection: number;
  readonly mailFrom: string;
  /** Code of the reply; absent when the server closed the connection or did not reply. */
  readonly code?: number;
}

/** The observations of the sandbox. Personas are named by their domain: `greylist.test`. */
export interface SandboxLog {
  /** DNS queries. */
  readonly queries: number;
  readonly connections: number;
  readonly connectionsByPersona: Readonly<Record<string, number>>;
  readonly openConnections: number;
  /** The most connections that were open at once. */
  readonly openConnectionsMax: number;
  readonly openConnectionsMaxByPersona: Readonly<Record<string, number>>;
  /**
   * The round trips of clients in the simulated network: each connection, each greeting, each answer (one, if it is to commands
   * that came together), each DNS answer.
   */
  readonly roundTrips: number;
  /** RCPT commands. */
  readonly recipients: number;
  /** The latest RCPT commands for an address (in any case), oldest first, as far as `historyMax` allows. */
  attempts(address: string): readonly RecipientAttempt[];
  /** Resets everything. Open connections are still counted as open. */
  reset(): void;
}

const ATTEMPTS_PER_ADDRESS_MAX = 100;

/** The side of the log to which servers write. */
export class LogBook implements SandboxLog {
  queries = 0;
  connections = 0;
  connectionsByPersona: Record<string, number> = {};
  openConnections = 0;
  openConnectionsMax = 0;
  openConnectionsMaxByPersona: Record<string, number> = {};
  roundTrips = 0;
  recipients = 0;
  readonly #historyMax: number;
  readonly #history: BoundedMap<RecipientAttempt[]>;
  readonly #open = new Map<string, number>();
  #lastConnection = 0;

  /** @param historyMax addresses of which attempts are kept; 0 keeps counters only */
  constructor(historyMax: number) {
    this.#historyMax = historyMax;
    this.#history = new BoundedMap(historyMax);
  }

  attempts(address: string): readonly RecipientAttempt[] {
    return this.#history.get(address.toLowerCase()) ?? [];
  }

  reset(): void {
    this.#history.clear();
    this.queries = 0;
    this.connections = 0;
    this.connectionsByPersona = {};
    this.openConnectionsMax = this.openConnections;
    this.openConnectionsMaxByPersona = Object.fromEntries(this.#open);
    this.roundTrips = 0;
    this.recipients = 0;
  }

  recordQuery(): void {
    this.queries += 1;
    this.roundTrips += 1;
  }

  recordRoundTrip(): void {
    this.roundTrips += 1;
  }

  /** @returns the number of the connection */
  recordOpened(persona: string): number {
    this.connections += 1;
    this.roundTrips += 1;
    this.connectionsByPersona[persona] = (this.connectionsByPersona[persona] ?? 0) + 1;
    this.openConnections += 1;
    this.openConnectionsMax = Math.max(this.openConnectionsMax, this.openConnections);
    const open = (this.#open.get(persona) ?? 0) + 1;
    this.#open.set(persona, open);
    const most = this.openConnectionsMaxByPersona[persona] ?? 0;
    this.openConnectionsMaxByPersona[persona] = Math.max(most, open);
    this.#lastConnection += 1;
    return this.#lastConnection;
  }

  recordClosed(persona: string): void {
    this.openConnections -= 1;
    this.#open.set(persona, (this.#open.get(persona) ?? 1) - 1);
  }

  recordRecipient(address: string, attempt: RecipientAttempt): void {
    this.recipients += 1;
    if (this.#historyMax === 0) return;
    const key = address.toLowerCase();
    const attempts = this.#history.get(key);
    if (attempts === undefined) this.#history.set(key, [attempt]);
    else if (attempts.push(attempt) > ATTEMPTS_PER_ADDRESS_MAX) attempts.shift();
  }
}
