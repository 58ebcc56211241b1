import { expect, test } from "vitest";
import { createProbe } from "#engine/probe.ts";
import type { DomainWork } from "#engine/question.ts";

/** Local parts of a domain's random addresses, under many keys. */
const asked = Array.from({ length: 2_000 }, (_, key) => {
  const name = createProbe({ domain: { name: "acme.test" } as DomainWork }, `key ${key}`);
  return [name, name.followUp?.()].map((question) => question?.recipient.replace(/@acme\.test$/, ""));
});

test("an address that looks machine-made mixes letters with digits, under any key", () => {
  expect(asked.filter(([, token = ""]) => !/^(?=.*\d)[a-z][a-z\d]{15}$/.test(token))).toEqual([]);
});

test("an address that looks like a person's has two names and no digits", () => {
  expect(asked.filter(([name = ""]) => !/^[a-z]{6}\.[a-z]{8}$/.test(name))).toEqual([]);
});

test("each key has its own addresses, the same ones each time", () => {
  expect(new Set(asked.map(([, token]) => token)).size).toBe(asked.length);
  const again = createProbe({ domain: { name: "acme.test" } as DomainWork }, "key 7");
  expect([again, again.followUp?.()].map((question) => question?.recipient)).toEqual(
    asked[7]?.map((local) => `${local}@acme.test`),
  );
});
