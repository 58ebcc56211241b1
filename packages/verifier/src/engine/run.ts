import { settlesWithin } from "@winnow/runtime/within";
import { specialUseName } from "#address/special-use.ts";
import type { MailHostDirectory, MailHosts } from "#dns/mail-hosts.ts";
import type { CatchAllBook } from "#engine/catch-all-book.ts";
import type { Settings } from "#engine/config.ts";
import { DomainProbe } from "#engine/domain-probe.ts";
import { allowanceFor } from "#engine/allowance.ts";
import { DEFAULT_EGRESS, egressFor, type Egress } from "#engine/egress.ts";
import { ExchangeGroup } from "#engine/exchange-group.ts";
import type { GateKeeper } from "#engine/gate.ts";
import type { HostMemory } from "#engine/host-memory.ts";
import { sortByDomain, type Mailbox } from "#engine/mailboxes.ts";
import { Outlet } from "#engine/outlet.ts";
import { createProbe } from "#engine/probe.ts";
import { NO_HOSTS, type DomainWork, type Question } from "#engine/question.ts";
import type { Turnstile } from "#engine/turnstile.ts";
import { summarizeVerification, type Verification } from "#engine/verification.ts";
import type { SmtpConnection } from "#smtp/connection.ts";
import type { Evidence, FeedbackEvidence } from "#evidence/evidence.ts";

/** The parts that all calls of a verifier share. */
export interface Engine {
  readonly settings: Settings;
  readonly directory: MailHostDirectory;
  readonly book: CatchAllBook;
  readonly memory: HostMemory;
  readonly turnstile: Turnstile;
  readonly hosts: GateKeeper;
  readonly opened: (connection: SmtpConnection) => void;
}

export interface RunLimits {
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly attempt: number;
  readonly feedback: ReadonlyMap<string, BounceFeedback>;
}

/** Accepted addresses of a domain that bounced. */
export type BounceFeedback = Pick<FeedbackEvidence, "accepted" | "bounced">;

/** Concurrent look-ups. */
const LOOKUPS_MAX = 64;
const TIMER_MAX_MS = 2_147_483_647;

/** One call: groups addresses by domain and domains by mail hosts, and yields the answers. */
export class Run {
  readonly outlet = new Outlet<Verification>();
  readonly #engine: Engine;
  readonly #limits: RunLimits;
  readonly #over = new AbortController();
  readonly #pending = new Set<Mailbox>();
  readonly #groups = new Map<string, ExchangeGroup>();
  readonly #probes: DomainProbe[] = [];
  readonly #connections = new Set<SmtpConnection>();
  #deadline: NodeJS.Timeout | undefined;

  constructor(engine: Engine, limits: RunLimits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  start(inputs: Iterable<string>): void {
    const domains = sortByDomain(inputs, (unparsed) => this.outlet.push(unparsed));
    for (const mailboxes of domains.values()) for (const mailbox of mailboxes) this.#pending.add(mailbox);
    if (this.#pending.size === 0) return this.outlet.close();
    const { deadlineMs } = this.#limits;
    if (deadlineMs <= TIMER_MAX_MS) this.#deadline = setTimeout(() => this.#expire(), deadlineMs);
    const waiting = domains.entries();
    for (let lane = 0; lane < Math.min(LOOKUPS_MAX, domains.size); lane += 1) {
      this.#lookUp(waiting).catch((error: unknown) => this.fail(error));
    }
  }

  /** Ends the call with an error and aborts its work. */
  fail(error: unknown): void {
    this.outlet.fail(error);
    this.stop();
  }

  /** Aborts the call's work. */
  stop(): void {
    clearTimeout(this.#deadline);
    this.#over.abort();
    for (const probe of this.#probes) probe.close();
    for (const connection of this.#connections) connection.destroy();
  }

  /** Whether every address was answered. */
  get complete(): boolean {
    return this.#pending.size === 0 && !this.#probes.some((probe) => probe.asking);
  }

  async #lookUp(waiting: Iterator<[string, Mailbox[]]>): Promise<void> {
    for (let next = waiting.next(); !next.done && !this.#over.signal.aborted; next = waiting.next()) {
      const [domain, mailboxes] = next.value;
      const name = specialUseName(domain, this.#engine.settings.specialUseDomains);
      if (name === undefined) await this.#route(domain, mailboxes);
      else {
        const at = new Date().toISOString();
        this.#answerAll(mailboxes, { stage: "domain", finding: "special_use", name, at });
      }
    }
  }

  async #route(domain: string, mailboxes: readonly Mailbox[]): Promise<void> {
    const beganAt = performance.now();
    const hosts = await withinBudget(this.#engine.directory.find(domain), this.#limits.timeoutMs);
    const spentMs = performance.now() - beganAt;
    for (const mailbox of mailboxes) mailbox.spentMs = spentMs;
    if (hosts === undefined) return this.#answerAll(mailboxes, budgetSpent());
    if (hosts.targets.length === 0) return this.#answerAll(mailboxes, hosts.evidence);
    const egress = egressFor(
      domain,
      hosts.targets.map(({ address }) => address),
      this.#engine.settings.egresses,
    );
    if (egress === undefined) {
      for (const mailbox of mailboxes) mailbox.evidence.push(hosts.evidence);
      return this.#answerAll(mailboxes, outOfReach(hosts));
    }
    const group = this.#groupOf(hosts, egress);
    const work = this.#workOn(domain, hosts, group, spentMs);
    const feedback = this.#feedbackOn(domain);
    for (const mailbox of mailboxes) {
      mailbox.evidence.push(hosts.evidence, ...feedback);
      mailbox.question = this.#questionOf(mailbox, work);
      group.add(mailbox.question);
    }
  }

  #feedbackOn(domain: string): FeedbackEvidence[] {
    const known = this.#limits.feedback.get(domain);
    if (known === undefined) return [];
    const { accepted, bounced } = known;
    const at = new Date().toISOString();
    return [{ stage: "feedback", finding: "accepts_then_bounces", domain, accepted, bounced, at }];
  }

  /** Recipients of the same hosts and the same egress share sessions. */
  #groupOf(hosts: MailHosts, egress: Egress): ExchangeGroup {
    const key = `${egress.name} ${hosts.key}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const { settings, memory, turnstile, hosts: gates, opened } = this.#engine;
    const { heloName, connectTimeoutMs, commandTimeoutMs, smtpPort } = settings;
    const { name, dial, tunnel } = egress;
    const reachable = hosts.targets.filter(({ address }) => egress.reaches(address));
    const targets =
      name === DEFAULT_EGRESS ? reachable : reachable.map((target) => ({ ...target, egress: name }));
    const group = new ExchangeGroup(targets, {
      session: { dial, tunnel, port: smtpPort, heloName, connectTimeoutMs, commandTimeoutMs },
      egress: name,
      mailFrom: settings.mailFrom,
      probeKey: settings.probeKey,
      recipientsPerSession: settings.recipientsPerSession,
      maxSessionsPerHost: settings.maxSessionsPerHost,
      memory,
      turnstile,
      hosts: gates,
      allowance: allowanceFor(targets[0]?.host ?? "", settings),
      timeoutMs: this.#limits.timeoutMs,
      attempt: this.#limits.attempt,
      signal: this.#over.signal,
      opened: (connection) => {
        opened(connection);
        this.#connections.add(connection);
        connection.onceClosed(() => this.#connections.delete(connection));
      },
      failed: (error) => this.fail(error),
    });
    this.#groups.set(key, group);
    return group;
  }

  #workOn(name: string, hosts: MailHosts, group: ExchangeGroup, spentMs: number): DomainWork {
    const askAgain = (): void => {
      if (work.probe.claim())
        group.add(createProbe({ domain: work }, this.#engine.settings.probeKey), "first");
    };
    const probe = new DomainProbe(this.#engine.book, name, hosts.key, {
      abandoned: askAgain,
      reported: () => this.#closeWhenDone(),
    });
    this.#probes.push(probe);
    const work = { name, hosts, probe, spentMs };
    return work;
  }

  #questionOf(mailbox: Mailbox, domain: DomainWork): Question {
    const { address, flags } = mailbox.parsed.address;
    return {
      stage: "rcpt",
      recipient: address,
      smtputf8: flags.smtputf8,
      domain,
      evidence: mailbox.evidence,
      avoided: NO_HOSTS,
      tries: 0,
      answer: (accepted) => {
        if (!accepted) return this.#answer(mailbox);
        domain.probe.whenKnown(({ evidence }) => {
          mailbox.evidence.push(...evidence);
          this.#answer(mailbox);
        });
      },
    };
  }

  #answerAll(mailboxes: readonly Mailbox[], seen: Evidence): void {
    for (const mailbox of mailboxes) {
      mailbox.evidence.push(seen);
      this.#answer(mailbox);
    }
  }

  #answer(mailbox: Mailbox): void {
    if (!this.#pending.delete(mailbox)) return;
    const { parsed, inputs, evidence, question, spentMs } = mailbox;
    const startedAt = question?.startedAt;
    const durationMs = spentMs + (startedAt === undefined ? 0 : performance.now() - startedAt);
    // A copy: observations of a session that is being aborted are not part of this answer.
    const seen = [...evidence];
    const egressHealthy = this.#engine.settings.egressHealthy();
    for (const input of inputs) {
      this.outlet.push(summarizeVerification(input, parsed, seen, { durationMs, egressHealthy }));
    }
    if (this.#pending.size === 0) queueMicrotask(() => this.#closeWhenDone());
  }

  /** Answers do not wait for a random address, but the call ends only after it was sent. */
  #closeWhenDone(): void {
    if (this.#pending.size > 0 || this.#probes.some((probe) => probe.asking)) return;
    clearTimeout(this.#deadline);
    this.outlet.close();
  }

  /** The time of the call is up: every open address is answered with the facts so far. */
  #expire(): void {
    this.#answerAll([...this.#pending], budgetSpent());
    this.stop();
  }
}

function budgetSpent(): Evidence {
  return { stage: "connect", host: "", address: "", failure: "budget", at: new Date().toISOString() };
}

function outOfReach({ targets }: MailHosts): Evidence {
  const { host = "", address = "" } = targets[0] ?? {};
  const at = new Date().toISOString();
  const detail = "no source address of its address family";
  return { stage: "connect", host, address, failure: "unreachable", detail, at };
}

/** @returns undefined when the budget is used up first. */
async function withinBudget<Value>(value: Promise<Value>, budgetMs: number): Promise<Value | undefined> {
  return budgetMs > TIMER_MAX_MS || (await settlesWithin(value, budgetMs)) ? value : undefined;
}
