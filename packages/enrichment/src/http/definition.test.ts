import { describe, expect, test } from "vitest";
import { HttpProviderDefinition } from "#http/definition.ts";
import { readyDefinitions } from "#ready/index.ts";

const least = {
  name: "acme_finder",
  url: "https://api.acme.test/find",
  needs: [["email"]],
  answer: { emails: ["email"] },
  terms: { price: 1 },
};

const nested = (depth: number): unknown => (depth < 0 ? "x" : { a: nested(depth - 1) });

/** Each mistake as `path: message`. */
function problemsOf(definition: unknown): string[] {
  const parsed = HttpProviderDefinition.safeParse(definition);
  return (parsed.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("a definition", () => {
  test("needs few fields, and all others have defaults", () => {
    expect(HttpProviderDefinition.parse(least)).toMatchObject({
      method: "GET",
      allow_http: false,
      after_unknown: "give_up",
      terms: {
        charged: "found",
        timeout_ms: 10_000,
        concurrency: 4,
        breaker: { failures: 5, open_ms: 30_000 },
        fresh_for_days: 90,
      },
    });
  });

  test("of a known service is plain JSON", () => {
    for (const [name, definition] of Object.entries(readyDefinitions)) {
      expect(definition.name).toBe(name);
      expect(problemsOf(JSON.parse(JSON.stringify(definition)))).toEqual([]);
    }
  });

  test.each([
    [{ name: "Acme" }, "name: must be"],
    [{ url: "http://api.acme.test/" }, "url: must begin with https://, or"],
    [{ url: "ftp://api.acme.test/" }, "url: must begin with https://"],
    [{ url: "https://{domain}/find" }, "url: the host must be literal"],
    [{ url: "https://api.acme.test:{email}/" }, "url: the host must be literal"],
    [{ url: "https://api.acme.test?key={secret}" }, "url: {secret} is allowed only in headers and query"],
    [{ url: "https://me:pass@api.acme.test/" }, "url: must not contain a user"],
    [{ url: "https://api.acme.test/#top" }, "url: must not have a #fragment"],
    [{ url: "https://" }, "url: is not a URL"],
    [{ url: "https://api.acme.test/{domain}" }, "needs: every alternative must name"],
    [{ headers: { "x key": "a" } }, "headers.x key: "],
    [
      { headers: { "x-key": "{sercet}" } },
      "headers.x-key: {sercet} is unknown; use one of email, first_name",
    ],
    [{ query: { q: "{" } }, "query.q: a { is not closed"],
    [{ body: { a: "{email}" } }, "body: needs method POST"],
    [{ method: "POST", body: { a: { b: ["{secret}"] } } }, "body.a.b.0: {secret} is allowed only in"],
    [{ method: "POST", body: { a: { b: "{nobody}" } } }, "body.a.b: {nobody} is unknown"],
    [{ method: "POST", body: { a: nested(9) } }, "body.a.a.a.a.a.a.a.a.a.a.a: nests deeper than 10"],
    [{ needs: [] }, "needs: "],
    [{ needs: [["phone"]] }, "needs.0.0: "],
    [{ answer: { emails: ["a..b"] } }, 'answer.emails.0: "a..b" is not a path from character 2'],
    [{ answer: { emails: ["a"], fields: { mail: "b" } } }, "answer.fields: "],
    [{ errors: [{ status: 42, is: "unknown" }] }, "errors.0.status: "],
    [{ errors: [{ status: 400, is: "odd" }] }, "errors.0.is: "],
    [{ terms: { price: -1 } }, "terms.price: "],
    [{ terms: { price: 1, timeout_ms: 60_001 } }, "terms.timeout_ms: "],
    [{ after_unknown: "ask_again" }, "after_unknown: ask_again could pay twice"],
    [{ retries: 3 }, ": Unrecognized key"],
    [{ method: "PUT" }, "method: "],
  ])("with %j is refused", (change, problem) => {
    expect(problemsOf({ ...least, ...change })).toEqual([expect.stringContaining(problem)]);
  });

  test("may use http, or repeat calls, when it says so explicitly", () => {
    expect(problemsOf({ ...least, url: "http://10.0.0.7/find", allow_http: true })).toEqual([]);
    const again = { after_unknown: "ask_again", idempotency_header: "Idempotency-Key" };
    expect(problemsOf({ ...least, ...again })).toEqual([]);
  });

  test.each([[7], [null], [[]], ["x"]])("that is %j is refused", (value) => {
    expect(problemsOf(value)).toEqual([expect.stringContaining("expected object")]);
  });

  test("reports all its mistakes at once, also those between two fields", () => {
    const problems = problemsOf({
      ...least,
      name: 7,
      url: "http://api.acme.test/",
      query: { q: "{x}" },
      body: { a: 1 },
      answer: { emails: ["a["] },
    });
    expect(problems.map((problem) => problem.split(":")[0]).toSorted()).toEqual([
      "answer.emails.0",
      "body",
      "name",
      "query.q",
      "url",
    ]);
  });
});
