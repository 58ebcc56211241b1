import { describe, expect, test } from "vitest";
import { loadProviders } from "#ready/load.ts";

const secrets = (name: string): string | undefined =>
  ({ HUNTER_API_KEY: "hunter-key", EMPTY: "", SPACED: "a key ", ACME_KEY: "acme-key" })[name];
const load = (...providers: unknown[]) => loadProviders(JSON.stringify({ providers }), secrets);

const own = {
  name: "acme_finder",
  url: "https://api.acme.test/find",
  headers: { "x-key": "{secret}" },
  needs: [["email"]],
  answer: { emails: ["email"] },
  terms: { price: 2 },
  secret: "ACME_KEY",
};

describe("a configuration file", () => {
  test("names built-in definitions, with changed terms, and contains whole ones, in order", () => {
    const loaded = load(own, {
      use: "hunter",
      secret: "HUNTER_API_KEY",
      terms: { price: 3, breaker: { failures: 9 } },
    });
    if (!loaded.ok) throw new Error(loaded.problems.join("\n"));
    expect(loaded.providers.map(({ name }) => name)).toEqual(["acme_finder", "hunter"]);
    expect(loaded.providers[1]?.terms).toMatchObject({
      priceCredits: 3,
      charged: "found",
      timeoutMs: 15_000,
      breaker: { failures: 9, openMs: 30_000 },
    });
  });

  test("may be empty, and may have a service without a key", () => {
    expect(load()).toEqual({ ok: true, providers: [] });
    const { secret: _, ...keyless } = { ...own, headers: {} };
    expect(load(keyless).ok).toBe(true);
  });

  test.each([
    ["", ["the file: is not JSON"]],
    ['{"providers": [}', ["the file: is not JSON"]],
    ["[]", ["the file: "]],
    ["{}", ["providers: "]],
    ['{"providers": [], "x": 1}', ["the file: Unrecognized key"]],
  ])("%s is refused", (text, problems) => {
    expect(loadProviders(text, secrets)).toEqual({
      ok: false,
      problems: problems.map((problem) => expect.stringContaining(problem)),
    });
  });

  test.each([
    [7, "providers[0]: "],
    [{ use: "hunter2", secret: "HUNTER_API_KEY" }, "providers[0].use: "],
    [{ use: "hunter" }, "providers[0].secret: is missing: name the environment variable"],
    [{ use: "hunter", secret: "UNSET" }, "providers[0].secret: set UNSET"],
    [{ use: "hunter", secret: "EMPTY" }, "providers[0].secret: set EMPTY"],
    [{ use: "hunter", secret: "SPACED" }, "providers[0].secret: SPACED contains spaces"],
    [{ use: "hunter", secret: "HUNTER_API_KEY", url: "https://x.test" }, "providers[0]: Unrecognized key"],
    [
      { use: "hunter", secret: "HUNTER_API_KEY", terms: { prize: 1 } },
      "providers[0].terms: Unrecognized key",
    ],
    [{ ...own, terms: {} }, "providers[0].terms.price: is missing, a number"],
    [{ ...own, query: { q: "{nobody}" } }, "providers[0].query.q: {nobody} is unknown"],
  ])("with %j reports the place of the mistake", (entry, problem) => {
    expect(load(entry)).toEqual({ ok: false, problems: [expect.stringContaining(problem)] });
  });

  test("reports all mistakes of all providers at once", () => {
    const loaded = load(
      { use: "hunter", secret: "UNSET" },
      { ...own, url: "http://api.acme.test/", terms: {}, secret: "UNSET_TOO" },
      { use: "nobody", secret: "UNSET_THREE" },
    );
    expect(loaded.ok ? [] : loaded.problems.map((problem) => problem.split(": ")[0])).toEqual([
      "providers[0].secret",
      "providers[1].terms.price",
      "providers[1].url",
      "providers[1].secret",
      "providers[2].use",
      "providers[2].secret",
    ]);
  });

  test("refuses a name that is used twice", () => {
    expect(
      load(own, { use: "hunter", secret: "HUNTER_API_KEY" }, { ...own, url: "https://other.test/" }),
    ).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^providers\[2\]: "acme_finder" is already used at providers\[0\]/)],
    });
  });

  test("never quotes a key that was written instead of its name, or outside the JSON", () => {
    const key = "sk_live_0123456789";
    const wrong = load({ use: "hunter", secret: key });
    expect(wrong).toMatchObject({ ok: false, problems: [expect.stringContaining("not the key itself")] });
    expect(JSON.stringify([wrong, loadProviders(`{"secret": ${key}}`, secrets)])).not.toContain("sk_live");
  });
});
