import type { Person } from "@winnow/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpProviderDefinitionJson } from "#http/definition.ts";
import type { Behaviour } from "#http/fixture/behaviour.ts";
import { type FakeService, startFakeService } from "#http/fixture/fake-service.ts";
import type { CallAnswer, PaidProvider } from "#paid-provider.ts";

const ada: Person = { firstName: "Ada", lastName: "Lovelace", domain: "analytical.test" };
const TIMEOUT_MS = 500;

/**
 * The requirements of every paid provider, tested against a service that misbehaves in every way.
 * @param make a provider that calls the fake service by this definition
 */
export function paidProviderConformance(
  definition: HttpProviderDefinitionJson,
  make: (definition: HttpProviderDefinitionJson, secret: string) => PaidProvider,
): void {
  describe(`${definition.name} as a paid provider`, () => {
    let fake: FakeService;
    let provider: PaidProvider;
    /** With a short time limit: for calls that get no answer. */
    let impatient: PaidProvider;
    beforeAll(async () => {
      fake = await startFakeService();
      provider = makeFor(fake);
      impatient = makeFor(fake, fake.key, TIMEOUT_MS);
    });
    afterAll(() => fake?.[Symbol.asyncDispose]());

    const makeFor = (service: FakeService, secret = service.key, timeoutMs = 60_000) => {
      const here = service.definition(definition);
      return make({ ...here, terms: { ...here.terms, timeout_ms: timeoutMs } }, secret);
    };
    let count = 0;
    const ask = async (person: Person, ...behaviours: Behaviour[]): Promise<CallAnswer> => {
      fake.next(...behaviours);
      const options = { idempotencyKey: `key-${(count += 1)}`, signal: new AbortController().signal };
      const asked = behaviours[0]?.startsWith("hang") ? impatient : provider;
      const answer = await asked.call(person, options);
      expect(JSON.stringify(answer).toLowerCase()).not.toContain(fake.key);
      return answer;
    };

    test("finds a person with all known fields, and reports the charge", async () => {
      const answer = await ask(ada);
      expect(answer).toMatchObject({
        outcome: "found",
        emails: ["ada.lovelace@analytical.test"],
        contact: { last_name: expect.stringMatching(/^lovelace$/i), domain: "analytical.test" },
        charged: true,
      });
      expect(fake.calls.at(-1)).toMatchObject({ billed: true, idempotencyKey: `key-${count}` });
    });

    test("finds by the full name alone, too", async () => {
      const answer = await ask({ fullName: "Ada Lovelace", company: "Analytical Engines" });
      expect(answer.outcome).toBe("found");
    });

    test("reports an unknown person, free of charge", async () => {
      expect(await ask({ ...ada, firstName: "Augusta", lastName: "King" })).toMatchObject({
        outcome: "not_found",
        charged: false,
      });
    });

    test("charges for a person without an address exactly when the service does", async () => {
      const answer = await ask({ firstName: "Grace", lastName: "Hopper", domain: "compilers.test" });
      expect(answer).toMatchObject({ outcome: "not_found", charged: fake.calls.at(-1)?.billed });
    });

    test("does not call the service about a person with too few fields", async () => {
      const before = fake.calls.length;
      expect(provider.missing({ firstName: "Ada" })).toContain("needs ");
      expect(provider.missing(ada)).toBeUndefined();
      expect(await ask({ firstName: "Ada" })).toMatchObject({
        outcome: "refused",
        reason: "bad_request",
        detail: provider.missing({ firstName: "Ada" }),
      });
      expect(fake.calls.length).toBe(before);
    });

    test.each([
      ["hang", `no answer within ${TIMEOUT_MS} ms`],
      ["hang_within", `no answer within ${TIMEOUT_MS} ms`],
      ["cut", "the connection broke"],
      ["cut_within", "the connection broke"],
      ["truncated_json", "malformed JSON"],
      ["html", "the answer is not JSON"],
      ["status_500", "status 500"],
      ["somebody_else", "answered about another person"],
      ["flood", "more than 256 kB"],
    ] as const)("when a call ends in %s, it is unknown whether it was billed", async (behaviour, detail) => {
      const before = fake.calls.length;
      const answer = await ask(ada, behaviour);
      expect(answer).toEqual({ outcome: "unknown", detail: expect.stringContaining(detail) });
      // One call is one request: a silent retry by a lower layer could be billed twice.
      expect(fake.calls.length).toBe(before + 1);
    });

    test("waits as long as the service's Retry-After says after a 429", async () => {
      expect(await ask(ada, "status_429")).toMatchObject({
        outcome: "refused",
        reason: "rate_limited",
        retryAfterMs: 7_000,
      });
    });

    test("follows no redirect", async () => {
      expect(await ask(ada, "redirect")).toMatchObject({
        outcome: "refused",
        reason: "bad_request",
        detail: "answered with a redirect, which is not followed",
      });
    });

    test("does not reveal the secret when the service quotes it", async () => {
      expect(await ask(ada, "echo_key")).toMatchObject({ outcome: "refused", detail: "answered status 400" });
      expect((await ask(ada, "echo_key_in_answer")).outcome).toBe("found");
    });

    test("reports a wrong key without revealing it", async () => {
      const wrong = "wrong-key-9876543210";
      const answer = await makeFor(fake, wrong).call(ada, {
        idempotencyKey: "wrong",
        signal: new AbortController().signal,
      });
      expect(answer).toMatchObject({ outcome: "refused", reason: "unauthorized" });
      expect(JSON.stringify(answer)).not.toContain(wrong);
    });

    test("treats a service that cannot be reached as not billed", async () => {
      const gone = await startFakeService();
      await gone[Symbol.asyncDispose]();
      const answer = await makeFor(gone).call(ada, {
        idempotencyKey: "gone",
        signal: new AbortController().signal,
      });
      expect(answer).toMatchObject({ outcome: "refused", reason: "unavailable" });
    });

    test("throws when its signal is aborted, and only then", async () => {
      fake.next("hang");
      const before = fake.calls.length;
      const controller = new AbortController();
      const call = provider.call(ada, {
        idempotencyKey: "stopped",
        signal: controller.signal,
      });
      await expect.poll(() => fake.calls.length).toBe(before + 1);
      controller.abort(new Error("shutting down"));
      await expect(call).rejects.toThrow("shutting down");
      await expect(provider.call(ada, { idempotencyKey: "late", signal: controller.signal })).rejects.toThrow(
        "shutting down",
      );
    });

    test("is not billed twice for one idempotency key", async () => {
      const options = { idempotencyKey: "once", signal: new AbortController().signal };
      fake.next("cut", "answer");
      expect((await provider.call(ada, options)).outcome).toBe("unknown");
      expect((await provider.call(ada, options)).outcome).toBe("found");
      expect(fake.billed.get("once")).toBe(1);
    });
  });
}
