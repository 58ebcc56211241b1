import type { KnownAddress, Person } from "@winnow/contracts";
import { expect, test } from "vitest";
import { createPatternProvider } from "#pattern/index.ts";

const about = (person: Person) => ({ reference: "job_1:1", person });
const ada = { firstName: "Ada", lastName: "Lovelace" };
const at = (domain: string, first: string, last: string, email: string): KnownAddress => ({
  domain,
  first,
  last,
  email: `${email}@${domain}`,
});

test("guesses follow the known addresses of each domain, which are read once", async () => {
  const asked: string[][] = [];
  const provider = createPatternProvider({
    knownAddresses: async (domains) => {
      asked.push([...domains]);
      return [
        at("acme.test", "Grace", "Hopper", "hopperg"),
        at("acme.test", "Alan", "Turing", "turinga"),
        at("acme.test", "Édouard", "Lucas", "lucase"),
        at("globex.test", "Hank", "Scorpio", "boss"),
      ];
    },
  });
  const findings = await provider.find(
    ["acme.test", "globex.test", "acme.test"].map((domain) => about({ ...ada, domain })),
    { mode: "test" },
  );
  const first = findings.map((finding) => (finding.outcome === "found" ? finding.emails[0] : undefined));
  expect(first).toEqual(["lovelacea@acme.test", "ada.lovelace@globex.test", "lovelacea@acme.test"]);
  expect(asked).toEqual([["acme.test", "globex.test"]]);
});

test("no address is guessed at a provider of free mailboxes", async () => {
  const provider = createPatternProvider({ isFree: (domain) => domain === "free.test" });
  expect(await provider.find([about({ ...ada, domain: "free.test" })], { mode: "test" })).toMatchObject([
    { outcome: "not_found", detail: expect.stringContaining("stranger") as string },
  ]);
});
