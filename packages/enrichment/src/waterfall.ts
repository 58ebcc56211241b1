import type { ProviderAttempt, RowContact } from "@winnow/contracts";
import type { CheckedEmail, EmailChecker, Enrichment, Finding, Person, Provider } from "#ports.ts";
import { rank } from "#rank.ts";

/** One person on the way through the providers. */
interface Search<Checked extends CheckedEmail> {
  readonly person: Person;
  contact: RowContact | undefined;
  best: Checked | undefined;
  deferral: Checked["deferral"];
  readonly attempts: ProviderAttempt[];
}

/**
 * Asks providers in order until each person has a usable email: each candidate is verified, `valid` ends the search,
 * `catch_all` ends it unless the address was only guessed. People are asked about together and candidates are verified
 * in rounds, so that mail sessions are shared. Costs nothing by itself; every attempt is in the answer.
 * @returns enrichments in the order of `people`. A provider that throws counts as failed, the next one is asked.
 */
export function createWaterfall(providers: readonly Provider[]) {
  return {
    async enrich<Checked extends CheckedEmail>(
      people: readonly Person[],
      options: {
        readonly mode: "live" | "test";
        readonly verifier: EmailChecker<Checked>;
        readonly signal?: AbortSignal;
      },
    ): Promise<Enrichment<Checked>[]> {
      const searches = people.map((person): Search<Checked> => ({
        person,
        contact: undefined,
        best: undefined,
        deferral: undefined,
        attempts: [],
      }));
      for (const provider of providers) {
        const open = searches.filter((search) => !isUsable(search.best) && search.deferral === undefined);
        if (open.length === 0) break;
        await askProvider(provider, open, options);
      }
      return searches.map(({ best, contact, attempts, deferral }) => ({
        ...(isUsable(best) || best?.verdict.status === "risky" ? { email: best, contact } : {}),
        ...(!isUsable(best) && deferral !== undefined && { deferral }),
        attempts,
      }));
    },
  };
}

async function askProvider<Checked extends CheckedEmail>(
  provider: Provider,
  searches: readonly Search<Checked>[],
  options: {
    readonly mode: "live" | "test";
    readonly verifier: EmailChecker<Checked>;
    readonly signal?: AbortSignal;
  },
): Promise<void> {
  const startedAt = performance.now();
  const findings = await findSafely(provider, searches, options);
  const queues = searches.map((search, index) => {
    const finding = findings[index] ?? { outcome: "failed", detail: "no answer for this person" };
    if (finding.outcome === "found" && finding.contact !== undefined) search.contact ??= finding.contact;
    return { search, finding, candidates: finding.outcome === "found" ? [...finding.emails] : [] };
  });
  const accepts = (checked: Checked) =>
    checked.verdict.status === "valid" || (checked.verdict.status === "catch_all" && !provider.guesses);
  const details = new Map<Search<Checked>, string>();
  for (;;) {
    // One candidate each a round: the likeliest are verified together, and who has an answer is asked no more.
    const round = queues.filter(
      ({ search, candidates }) => candidates.length > 0 && !isUsable(search.best) && !details.has(search),
    );
    if (round.length === 0) break;
    const asked = round.map(({ search, candidates }) => ({ search, address: candidates.shift()! }));
    const checked = await verifyAll(
      options,
      asked.map(({ address }) => address),
    );
    for (const { search, address } of asked) {
      const answer = checked.get(address);
      if (answer === undefined) continue;
      if (accepts(answer)) search.best = answer;
      else if (provider.guesses && answer.verdict.status === "catch_all") {
        details.set(search, "the domain accepts every address, so a guess cannot be confirmed");
      } else if (answer.deferral !== undefined) {
        search.deferral = answer.deferral;
        details.set(search, `the mail host asks to come back later (${answer.deferral.cause})`);
      } else if (!provider.guesses && rank(answer) > rank(search.best)) search.best = answer;
    }
  }
  const ms = Math.round(performance.now() - startedAt);
  for (const { search, finding } of queues) {
    search.attempts.push({
      provider: provider.name,
      ms,
      ...attemptOf(finding, search.best, details.get(search)),
    });
  }
}

async function findSafely(
  provider: Provider,
  searches: readonly Search<CheckedEmail>[],
  options: { readonly mode: "live" | "test"; readonly signal?: AbortSignal },
): Promise<Finding[]> {
  try {
    return await provider.find(
      searches.map((search) => search.person),
      options,
    );
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    return searches.map(() => ({ outcome: "failed", detail }));
  }
}

async function verifyAll<Checked extends CheckedEmail>(
  options: { readonly verifier: EmailChecker<Checked>; readonly signal?: AbortSignal },
  addresses: readonly string[],
): Promise<Map<string, Checked>> {
  const checked = new Map<string, Checked>();
  const { signal } = options;
  const answers = options.verifier.verifyMany(
    [...new Set(addresses)],
    signal === undefined ? {} : { signal },
  );
  for await (const answer of answers) checked.set(answer.input, answer);
  return checked;
}

function attemptOf(
  finding: Finding,
  best: CheckedEmail | undefined,
  detail: string | undefined,
): Pick<ProviderAttempt, "outcome" | "detail"> {
  if (finding.outcome === "failed") return { outcome: "failed", detail: finding.detail };
  if (finding.outcome === "not_found") {
    return { outcome: "not_found", ...(finding.detail !== undefined && { detail: finding.detail }) };
  }
  if (isUsable(best)) return { outcome: "found" };
  if (finding.emails.length === 0) return { outcome: "not_found", detail: "known, but without an email" };
  return { outcome: "rejected", detail: detail ?? "no candidate is a mailbox" };
}

function isUsable(checked: CheckedEmail | undefined): boolean {
  return checked?.verdict.status === "valid" || checked?.verdict.status === "catch_all";
}
