import type { Person } from "@winnow/contracts";
import { expect, test } from "vitest";
import { ada, type FakePerson, startFakeService } from "#http/fixture/index.ts";
import { createHttpProvider } from "#http/index.ts";
import { readyDefinitions } from "#ready/index.ts";

async function answerOf(name: keyof typeof readyDefinitions, person: Person, people?: FakePerson[]) {
  await using fake = await startFakeService(people && { people });
  const provider = createHttpProvider(fake.definition(readyDefinitions[name]), { secret: fake.key });
  const options = { idempotencyKey: "1", signal: new AbortController().signal };
  return await provider.call(person, options);
}

test.each(["hunter", "apollo", "people_data_labs"] as const)("%s fills the whole contact", async (name) => {
  const answer = await answerOf(name, { fullName: "Ada Lovelace", domain: "analytical.test" });
  const contact = answer.outcome === "found" ? answer.contact : {};
  const words = Object.entries(contact).map(([field, value]) => `${field}: ${value}`.toLowerCase());
  expect(words).toEqual(
    expect.arrayContaining([
      "first_name: ada",
      "last_name: lovelace",
      "job_title: programmer",
      "company: analytical engines",
      "domain: analytical.test",
    ]),
  );
});

test("Apollo and People Data Labs return a person's place and profile", async () => {
  for (const name of ["apollo", "people_data_labs"] as const)
    expect(
      await answerOf(name, { firstName: "Ada", lastName: "Lovelace", domain: ada.domain }),
    ).toMatchObject({
      contact: {
        city: expect.stringMatching(/^london$/i),
        country: expect.stringMatching(/^united kingdom$/i),
        linkedin_url: expect.stringMatching(/^https:\/\/(?:www\.)?linkedin\.com\/in\/ada$/),
      },
    });
});

test("Apollo’s placeholder for a locked address is not an address", async () => {
  const locked = { ...ada, email: "email_not_unlocked@domain.com" };
  const person = { fullName: "Ada Lovelace", domain: ada.domain };
  expect(await answerOf("apollo", person, [locked])).toMatchObject({ outcome: "not_found" });
});

test("a time-out is longer than the time that the service may take", () => {
  const { query, terms } = readyDefinitions.hunter;
  expect(terms.timeout_ms).toBeGreaterThan(Number(query.max_duration) * 1_000);
});
