import { contactFields, PROFILE_FIELDS } from "@winnow/contracts";
import { describe, expect, test } from "vitest";
import { createHttpProvider, type HttpProviderOptions } from "#http/index.ts";
import type { HttpProviderDefinitionJson } from "#http/definition.ts";
import type { CallAnswer } from "#paid-provider.ts";

const definition: HttpProviderDefinitionJson = {
  name: "acme_finder",
  url: "https://api.acme.test/find",
  headers: { "x-key": "{secret}" },
  query: { email: "{email}" },
  needs: [["email"], ["first_name", "last_name", "domain"], ["full_name", "domain"]],
  answer: {
    emails: ["emails[*].value"],
    fields: { job_title: "titles[*]", phone: "phone", domain: "site", linkedin_url: "page", city: "city" },
    not_found_when: [{ path: "state", equals: "none" }],
    explanation: "why",
  },
  errors: [
    { status: 200, when: { path: "state", equals: "broke" }, is: "out_of_credits" },
    { status: 204, is: "not_found" },
    { status: 429, when: { path: "quota", equals: 0 }, is: "out_of_credits" },
    { status: 429, is: "rate_limited" },
    { status: 503, is: "unavailable" },
    { status: "5xx", is: "unknown" },
  ],
  terms: { price: 0.5, charged: "call", breaker: { failures: 2 } },
};
const secret = "acme-key-0123456789";

async function answerTo(
  response: Response | Error,
  change: Partial<HttpProviderDefinitionJson> = {},
): Promise<CallAnswer> {
  const options: HttpProviderOptions = {
    secret,
    fetch: async () => {
      if (response instanceof Error) throw response;
      return response;
    },
  };
  const provider = createHttpProvider({ ...definition, ...change }, options);
  return provider.call(
    { email: "ada@acme.test" },
    { idempotencyKey: "1", signal: new AbortController().signal },
  );
}
const json = (body: unknown, init?: ResponseInit) => Response.json(body, init);
const broken = (code: string) =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });

describe("an answer", () => {
  test("may have every field of a contact", async () => {
    const told = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, contactFields[field].example]));
    const answer = await answerTo(json({ email: "ada@acme.test", person: told }), {
      answer: {
        emails: ["email"],
        fields: Object.fromEntries(PROFILE_FIELDS.map((field) => [field, `person.${field}`])),
      },
    });
    expect(answer).toMatchObject({ outcome: "found", contact: told });
  });

  test("gives clean addresses, five at most, and only the fields that it has", async () => {
    const values = [
      `${secret}@x.test`,
      "a@x.test",
      " A@X.test ",
      "no address",
      7,
      "b@x.test",
      "c@x.test",
      "d@x.test",
      "e@x.test",
      "f@x.test",
    ];
    const body = {
      emails: values.map((value) => ({ value })),
      titles: [null, "", "Chief\u0000 Officer\n"],
      phone: 442071234567,
      site: "https://www.X.test/",
      page: "javascript:alert(1)",
      city: { name: "London" },
    };
    expect(await answerTo(json(body))).toEqual({
      outcome: "found",
      emails: ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"],
      contact: { job_title: "Chief Officer", phone: "442071234567", domain: "x.test" },
      charged: true,
    });
  });

  test.each([
    ["found", false, false],
    ["match", false, true],
    ["call", true, true],
  ] as const)(
    "charged by %s costs without a person: %s, without an address: %s",
    async (charged, nobody, bare) => {
      const terms = { price: 1, charged };
      expect(await answerTo(json({ state: "none" }), { terms })).toEqual({
        outcome: "not_found",
        charged: nobody,
      });
      expect(await answerTo(json({ emails: [] }), { terms })).toEqual({
        outcome: "not_found",
        detail: "no e-mail address in the answer",
        charged: bare,
      });
    },
  );

  test.each([
    ["7", 7_000],
    ["9999999999", 86_400_000],
  ])("with Retry-After: %s means a wait of %i ms, a day at most", async (header, retryAfterMs) => {
    const refused = json({}, { status: 429, headers: { "retry-after": header } });
    expect(await answerTo(refused)).toMatchObject({ outcome: "refused", retryAfterMs });
  });

  test.each([
    [json({ state: "broke" }), "out_of_credits"],
    [json({ quota: 0 }, { status: 429 }), "out_of_credits"],
    [json({ quota: 9 }, { status: 429 }), "rate_limited"],
    [new Response("<h1>429</h1>", { status: 429 }), "rate_limited"],
    [json({}, { status: 503 }), "unavailable"],
    [json({}, { status: 401 }), "unauthorized"],
    [json({}, { status: 402 }), "out_of_credits"],
    [json({}, { status: 403 }), "unauthorized"],
    [json({}, { status: 404 }), "bad_request"],
    [new Response(null, { status: 304 }), "bad_request"],
  ])("is refused by the first matching rule, or by default (%#)", async (response, reason) => {
    expect(await answerTo(response)).toMatchObject({ outcome: "refused", reason });
  });

  test("that omits a field is treated like one with null", async () => {
    const answer = { emails: ["email"], not_found_when: [{ path: "email", equals: null }] };
    for (const body of [{}, { email: null }, []])
      expect(await answerTo(json(body), { answer })).toEqual({ outcome: "not_found", charged: true });
    expect(await answerTo(json({ email: "a@x.test" }), { answer })).toMatchObject({ outcome: "found" });
  });

  test("without a body is classified by its status", async () => {
    expect(await answerTo(new Response(null, { status: 204 }))).toEqual({
      outcome: "not_found",
      charged: true,
    });
    expect(await answerTo(new Response(null, { status: 202 }))).toEqual({
      outcome: "unknown",
      detail: "the answer is empty",
    });
    expect(await answerTo(new Response(null, { status: 500 }))).toMatchObject({ outcome: "unknown" });
  });

  test("has an explanation, unless that would reveal the secret", async () => {
    const details = async (why: unknown) => {
      const answer = await answerTo(json({ why }, { status: 400 }));
      return "detail" in answer ? answer.detail : undefined;
    };
    expect(await details("No such\ndomain")).toBe("answered status 400: No such domain");
    expect(await details(`Bad key ${secret}`)).toBe("answered status 400");
    expect(await details(`Bad key ${secret.slice(0, 10)}…`)).toBe("answered status 400");
    expect(await details({ a: 1 })).toBe("answered status 400");
  });

  test.each([
    ["application/json; charset=utf-8", "found"],
    ["application/vnd.acme+json", "found"],
    ["text/plain", "unknown"],
    ["text/html", "unknown"],
  ])("of type %s is %s", async (type, outcome) => {
    const text = JSON.stringify({ emails: [{ value: "a@x.test" }] });
    expect(await answerTo(new Response(text, { headers: { "content-type": type } }))).toMatchObject({
      outcome,
    });
  });
});

describe("a connection that fails with", () => {
  test.each([
    ["ECONNREFUSED", "refused"],
    ["ENOTFOUND", "refused"],
    ["CERT_HAS_EXPIRED", "refused"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "refused"],
    ["ECONNRESET", "unknown"],
    ["EPIPE", "unknown"],
    ["UND_ERR_SOCKET", "unknown"],
    ["UND_ERR_HEADERS_TIMEOUT", "unknown"],
  ])("%s is %s", async (code, outcome) => {
    expect(await answerTo(broken(code))).toMatchObject({ outcome, detail: expect.stringContaining(code) });
  });

  test("a message that quotes the request is left out", async () => {
    expect(await answerTo(new TypeError(`bad header ${secret}`))).toEqual({
      outcome: "unknown",
      detail: "the connection broke",
    });
  });
});

describe("a provider", () => {
  const provider = createHttpProvider(definition, { secret });

  test("has its terms under the common names", () => {
    expect(provider.name).toBe("acme_finder");
    expect(provider.terms).toEqual({
      priceCredits: 0.5,
      charged: "call",
      timeoutMs: 10_000,
      concurrency: 4,
      breaker: { failures: 2, openMs: 30_000 },
      freshForDays: 90,
      afterUnknown: "give_up",
    });
  });

  test("names the missing fields of the nearest alternative", () => {
    expect(provider.missing({ email: "ada@acme.test" })).toBeUndefined();
    expect(provider.missing({ fullName: "Ada Lovelace", domain: "acme.test" })).toBeUndefined();
    expect(provider.missing({})).toBe("needs an e-mail address");
    expect(provider.missing({ firstName: "Ada", lastName: " ", domain: "acme.test" })).toBe(
      "needs an e-mail address, or a last name, or a full name",
    );
  });

  test.each([undefined, "", "two words", "line\n", "ключ"])("is not made with the secret %j", (wrong) => {
    const make = () => createHttpProvider(definition, { secret: wrong });
    expect(make).toThrow("acme_finder needs a secret of visible ASCII characters");
  });

  test("needs no secret when the definition uses none", () => {
    expect(createHttpProvider({ ...definition, headers: {} }).name).toBe("acme_finder");
  });
});
