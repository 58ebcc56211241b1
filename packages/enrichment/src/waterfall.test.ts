import type {
  CheckedEmail,
  EmailChecker,
  EnrichmentProvider,
  Finding,
  Person,
  Question,
} from "@winnow/contracts";
import { expect, test } from "vitest";
import { createPatternProvider } from "#pattern/index.ts";
import { createWaterfall } from "#waterfall.ts";

/** A table of mailboxes: the verdict of each address, and the addresses that were verified. */
function mailWorld(statuses: Record<string, CheckedEmail["verdict"]["status"] | "greylisted">) {
  const rounds: string[][] = [];
  const verifier: EmailChecker<CheckedEmail> = {
    async *verifyMany(addresses) {
      rounds.push([...addresses]);
      for (const input of addresses) {
        const status = statuses[input] ?? "invalid";
        if (status !== "greylisted") yield { input, verdict: { status } };
        else yield { input, verdict: { status: "unknown" }, deferral: { cause: "greylisted" } };
      }
    },
  };
  return { verifier, rounds };
}

const provider = (name: string, find: (index: number) => Finding): EnrichmentProvider => ({
  name,
  find: async (people) => people.map((_, index) => find(index)),
});

const about = (person: Person): Question => ({ reference: "job_1:1", person });
const ada = { firstName: "Ada", lastName: "Lovelace", domain: "acme.test" };

test("the first usable email ends the search, and later providers are not queried", async () => {
  const { verifier } = mailWorld({ "ada@acme.test": "valid" });
  let asked = 0;
  const waterfall = createWaterfall([
    provider("first", () => ({ outcome: "found", emails: ["ada@acme.test"] })),
    provider("second", () => {
      asked += 1;
      return { outcome: "not_found" };
    }),
  ]);
  const [enrichment] = await waterfall.enrich([about(ada)], { mode: "test", verifier });
  expect(enrichment?.email?.input).toBe("ada@acme.test");
  expect(enrichment?.attempts).toMatchObject([{ provider: "first", outcome: "found" }]);
  expect(asked).toBe(0);
});

test("after an invalid address of one provider, the next one is queried", async () => {
  const { verifier } = mailWorld({ "new@acme.test": "valid" });
  const waterfall = createWaterfall([
    provider("stale", () => ({ outcome: "found", emails: ["old@acme.test"] })),
    provider("fresh", () => ({ outcome: "found", emails: ["new@acme.test"] })),
  ]);
  const [enrichment] = await waterfall.enrich([about(ada)], { mode: "test", verifier });
  expect(enrichment?.email?.input).toBe("new@acme.test");
  expect(enrichment?.attempts.map((attempt) => attempt.outcome)).toEqual(["rejected", "found"]);
});

test("a provider that throws is a failed attempt, and the search continues", async () => {
  const { verifier } = mailWorld({ "ada@acme.test": "valid" });
  const broken: EnrichmentProvider = {
    name: "broken",
    find: async () => {
      throw new Error("truncated JSON");
    },
  };
  const waterfall = createWaterfall([
    broken,
    provider("second", () => ({ outcome: "found", emails: ["ada@acme.test"] })),
  ]);
  const [enrichment] = await waterfall.enrich([about(ada)], { mode: "test", verifier });
  expect(enrichment?.attempts).toMatchObject([
    { provider: "broken", outcome: "failed", detail: "truncated JSON" },
    { provider: "second", outcome: "found" },
  ]);
});

test("guesses stop at the first mailbox, and none is accepted on a domain that accepts every address", async () => {
  const { verifier, rounds } = mailWorld({
    "alovelace@acme.test": "valid",
    "ada.lovelace@catch.test": "catch_all",
  });
  const waterfall = createWaterfall([createPatternProvider()]);
  const [found, unconfirmed] = await waterfall.enrich([about(ada), about({ ...ada, domain: "catch.test" })], {
    mode: "test",
    verifier,
  });
  expect(found?.email?.input).toBe("alovelace@acme.test");
  expect(unconfirmed?.email).toBeUndefined();
  expect(unconfirmed?.attempts[0]).toMatchObject({ outcome: "rejected" });
  expect(unconfirmed?.attempts[0]?.detail).toContain("accepts every address");
  // The likeliest guesses of both people are verified in one round; a found person is not verified again.
  expect(rounds).toEqual([["ada.lovelace@acme.test", "ada.lovelace@catch.test"], ["alovelace@acme.test"]]);
});

test("a known address on an accept-all domain is found as catch_all", async () => {
  const { verifier } = mailWorld({ "ada@catch.test": "catch_all" });
  const waterfall = createWaterfall([
    provider("directory", () => ({ outcome: "found", emails: ["ada@catch.test"] })),
  ]);
  const [enrichment] = await waterfall.enrich([about(ada)], { mode: "test", verifier });
  expect(enrichment?.email?.verdict.status).toBe("catch_all");
});

test("a greylisted candidate defers the person instead of trying worse guesses", async () => {
  const { verifier, rounds } = mailWorld({ "ada.lovelace@acme.test": "greylisted" });
  const waterfall = createWaterfall([createPatternProvider()]);
  const [enrichment] = await waterfall.enrich([about(ada)], { mode: "test", verifier });
  expect(enrichment?.deferral?.cause).toBe("greylisted");
  expect(rounds).toHaveLength(1);
});

test("a person without name or domain is not_found, with the missing fields", async () => {
  const { verifier } = mailWorld({});
  const [enrichment] = await createWaterfall([createPatternProvider()]).enrich(
    [about({ fullName: "Cher" })],
    {
      mode: "test",
      verifier,
    },
  );
  expect(enrichment).toMatchObject({
    attempts: [{ outcome: "not_found", detail: "needs first and last name" }],
  });
});
