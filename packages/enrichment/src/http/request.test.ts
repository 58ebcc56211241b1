import type { Person } from "@winnow/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HttpProviderDefinition, type HttpProviderDefinitionJson } from "#http/definition.ts";
import { valuesOf } from "#http/person-field.ts";
import { buildRequest } from "#http/request.ts";

const definition: HttpProviderDefinitionJson = {
  name: "acme_finder",
  url: "https://api.acme.test/v1/people/{email}?fields=all",
  method: "POST",
  headers: { authorization: "Bearer {secret}", "x-company": "{company}" },
  query: { domain: "{domain}", name: "{first_name} {last_name}", strict: "1" },
  body: {
    who: { first: "{first_name}", last: "{last_name}" },
    where: { company: "{company}" },
    tags: ["{domain}", "{company}"],
    limit: 1,
    exact: true,
    none: {},
  },
  needs: [["email"]],
  answer: { emails: ["email"] },
  terms: { price: 1 },
  idempotency_header: "Idempotency-Key",
};

function requestFor(person: Person) {
  const parsed = HttpProviderDefinition.parse(definition);
  const request = buildRequest(parsed, valuesOf(person), { secret: "s3cret", idempotencyKey: "key-1" });
  if (request === undefined) return undefined;
  const headers = Object.fromEntries(new Headers(request.init.headers));
  return { url: request.url.href, headers, body: JSON.parse(String(request.init.body)) as unknown };
}

describe("a request", () => {
  test("has the known fields where the definition puts them", () => {
    const person = {
      firstName: "Ada",
      lastName: "Lovelace",
      company: "Ümlaut & Söhne",
      email: "ada@acme.test",
    };
    expect(requestFor({ ...person, domain: "acme.test" })).toEqual({
      url: "https://api.acme.test/v1/people/ada%40acme.test?fields=all&domain=acme.test&name=Ada+Lovelace&strict=1",
      headers: {
        accept: "application/json",
        authorization: "Bearer s3cret",
        "content-type": "application/json",
        "idempotency-key": "key-1",
        "x-company": "%C3%9Cmlaut%20%26%20S%C3%B6hne",
      },
      body: {
        who: { first: "Ada", last: "Lovelace" },
        where: { company: "Ümlaut & Söhne" },
        tags: ["acme.test", "Ümlaut & Söhne"],
        limit: 1,
        exact: true,
        none: {},
      },
    });
  });

  test("leaves out parts that refer to an unknown field, and parts that become empty", () => {
    expect(requestFor({ email: "ada@acme.test", firstName: "Ada", lastName: " ", domain: "" })).toEqual({
      url: "https://api.acme.test/v1/people/ada%40acme.test?fields=all&strict=1",
      headers: {
        accept: "application/json",
        authorization: "Bearer s3cret",
        "content-type": "application/json",
        "idempotency-key": "key-1",
      },
      body: { who: { first: "Ada" }, limit: 1, exact: true, none: {} },
    });
  });

  test.each([".", "..", " .. "])("about %j is not made: it would call another path", (email) => {
    expect(requestFor({ email })).toBeUndefined();
  });

  test("replaces half a character", () => {
    expect(requestFor({ email: "ada\ud800" })?.url).toContain("/people/ada%EF%BF%BD?");
  });

  test("keeps its host, path and headers for any content of a row", () => {
    const text = fc.string({ unit: "binary", minLength: 1 });
    fc.assert(
      fc.property(text, text, text, (email, company, domain) => {
        const request = requestFor({ email, company, domain });
        if (request === undefined) return;
        expect(request.url).toMatch(/^https:\/\/api\.acme\.test\/v1\/people\/[^/?#]+\?fields=all/);
        expect(request.headers["authorization"]).toBe("Bearer s3cret");
      }),
    );
  });
});
