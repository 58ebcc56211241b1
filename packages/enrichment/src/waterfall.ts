import type {
  CheckedEmail,
  Enrichment,
  EnrichmentProvider,
  EnrichOptions,
  Finding,
  ProviderAttempt,
  Question,
} from "@winnow/contracts";
import { findSafely } from "#find-safely.ts";
import { rankEmail } from "#rank.ts";
import { beginSearch, concludeSearch, isUsable, mergeContact, type Search } from "#search.ts";

/** A person whose candidates are being verified. */
interface Candidacy<Checked extends CheckedEmail> {
  readonly search: Search<Checked>;
  readonly finding: Finding;
  readonly candidates: string[];
  /** Why no candidate was taken. */
  detail: string | undefined;
}

/**
 * Queries providers in order until each person has a usable email. Each candidate is verified: `valid` ends the search,
 * `catch_all` ends it unless the address was only guessed. People are queried together and candidates are verified in rounds, so
 * that mail sessions are shared. Every attempt is in the answer.
 * @returns enrichments in the order of `questions`. A provider that throws counts as failed, and the next one is queried.
 */
export function createWaterfall(providers: readonly EnrichmentProvider[]) {
  return {
    async enrich<Checked extends CheckedEmail>(
      questions: readonly Question[],
      options: EnrichOptions<Checked>,
    ): Promise<Enrichment<Checked>[]> {
      const searches = questions.map((question) => beginSearch<Checked>(question));
      for (const provider of inOrder(providers, options.order)) {
        const open = searches.filter((search) => !isUsable(search.best));
        // While a mail host defers a candidate, no paid provider is called.
        const asked = open.filter(
          ({ deferral }) => deferral === undefined || deferral.cause === OUT_OF_REACH,
        );
        if (asked.length > 0) await askProvider(provider, asked, options);
      }
      return searches.map(concludeSearch);
    },
  };
}

const OUT_OF_REACH = "provider_unavailable";

function inOrder(
  providers: readonly EnrichmentProvider[],
  order: readonly string[] | undefined,
): readonly EnrichmentProvider[] {
  if (order === undefined) return providers;
  return order.flatMap((name) => providers.find((provider) => provider.name === name) ?? []);
}

async function askProvider<Checked extends CheckedEmail>(
  provider: EnrichmentProvider,
  searches: readonly Search<Checked>[],
  options: EnrichOptions<Checked>,
): Promise<void> {
  const startedAt = performance.now();
  const findings = await findSafely(
    provider,
    searches.map(({ question }) => question),
    options,
  );
  const candidacies = searches.map((search, index): Candidacy<Checked> => {
    const finding = findings[index] ?? { outcome: "failed", detail: "no answer for this person" };
    const candidates = finding.outcome === "found" ? [...finding.emails] : [];
    return { search, finding, candidates, detail: undefined };
  });
  for (const candidacy of candidacies) takeFinding(provider, candidacy, options);
  for (;;) {
    // One candidate per person and round: the likeliest are verified together, and a found person leaves the search.
    const round = candidacies.filter(
      ({ search, candidates, detail }) =>
        candidates.length > 0 && !isUsable(search.best) && detail === undefined,
    );
    if (round.length === 0) break;
    const asked = round.map((candidacy) => ({ candidacy, address: candidacy.candidates.shift()! }));
    const checked = await verifyAll(
      options,
      asked.map(({ address }) => address),
    );
    for (const { candidacy, address } of asked) {
      const answer = checked.get(address);
      if (answer !== undefined) judge(provider, candidacy, answer);
    }
  }
  const ms = Math.round(performance.now() - startedAt);
  for (const { search, finding, detail } of candidacies) {
    search.attempts.push({ provider: provider.name, ms, ...attemptOf(finding, search.best, detail) });
  }
}

/** The outcome of a finding before any mail host is contacted. */
function takeFinding<Checked extends CheckedEmail>(
  provider: EnrichmentProvider,
  candidacy: Candidacy<Checked>,
  options: EnrichOptions<Checked>,
): void {
  const { search, finding, candidates } = candidacy;
  if (finding.outcome === "failed" && finding.retryAfterSeconds !== undefined) {
    search.deferral ??= { cause: OUT_OF_REACH, retryAfterSeconds: finding.retryAfterSeconds };
  }
  if (finding.outcome !== "found") return;
  if (finding.contact !== undefined) {
    search.contact = mergeContact(search.contact, finding.contact, provider.name);
  }
  const [first] = candidates;
  if (first === undefined || finding.verified === undefined) return;
  const known = options.known?.(first, finding.verified);
  if (known === undefined) return;
  candidates.shift();
  judge(provider, candidacy, known);
}

/** The consequence of a verified candidate for the search. */
function judge<Checked extends CheckedEmail>(
  provider: EnrichmentProvider,
  candidacy: Candidacy<Checked>,
  answer: Checked,
): void {
  const { search } = candidacy;
  const { status } = answer.verdict;
  if (status === "valid" || (status === "catch_all" && !provider.guesses)) {
    search.best = answer;
  } else if (provider.guesses && status === "catch_all") {
    candidacy.detail = "the domain accepts every address, so a guess cannot be confirmed";
  } else if (answer.deferral !== undefined) {
    search.deferral = answer.deferral;
    candidacy.detail = `the mail host defers the address (${answer.deferral.cause})`;
  } else if (!provider.guesses && rankEmail(answer) > rankEmail(search.best)) {
    search.best = answer;
  }
}

async function verifyAll<Checked extends CheckedEmail>(
  { verifier, signal }: EnrichOptions<Checked>,
  addresses: readonly string[],
): Promise<Map<string, Checked>> {
  const checked = new Map<string, Checked>();
  const answers = verifier.verifyMany([...new Set(addresses)], signal === undefined ? {} : { signal });
  for await (const answer of answers) checked.set(answer.input, answer);
  return checked;
}

function attemptOf(
  finding: Finding,
  best: CheckedEmail | undefined,
  detail: string | undefined,
): Pick<ProviderAttempt, "outcome" | "detail"> {
  if (finding.outcome !== "found") {
    const { outcome, detail: why } = finding;
    return { outcome, ...(why !== undefined && { detail: why }) };
  }
  if (isUsable(best)) return { outcome: "found" };
  if (finding.emails.length === 0) return { outcome: "not_found", detail: "known, but without an email" };
  return { outcome: "rejected", detail: detail ?? "no candidate is a mailbox" };
}
