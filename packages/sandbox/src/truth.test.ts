import { expect, test } from "vitest";
import { addressForm, mailboxExists } from "#mailbox.ts";
import { firstNames } from "#names.ts";
import { personas } from "#persona/index.ts";
import { createTruth } from "#truth.ts";

test("agrees with the catalogue about the sample addresses, with any seed", () => {
  for (const seed of [0, 1, 99]) {
    const truthOf = createTruth({ seed });
    for (const sample of personas.flatMap(({ expected }) => expected)) {
      expect(truthOf(sample.address)).toEqual(sample);
    }
  }
});

test("tells for every person whether the mailbox exists for the seed", () => {
  const truthOf = createTruth({ seed: 5 });
  const reasons = firstNames.map((name) => {
    const local = `${addressForm(name)}.wolf`;
    const exists = mailboxExists(5, local, "acme.full.test");
    expect(truthOf(`${local}@ACME.full.test`)?.reason).toBe(exists ? "mailbox_full" : "mailbox_not_found");
    return exists;
  });
  expect(new Set(reasons)).toEqual(new Set([true, false]));
});

test("covers subdomains and non-ASCII domains, and nothing outside", () => {
  const truthOf = createTruth();
  expect(truthOf("nobody@deep.below.blocked.test")).toMatchObject({ status: "unknown", reason: "blocked" });
  expect(truthOf("ada.lovelace@bücher.test")).toMatchObject({ status: "valid" });
  for (const outside of ["ada@example.com", "ada@nobody-knows.test", "ada", "@deliverable.test"]) {
    expect(truthOf(outside)).toBeUndefined();
  }
});
