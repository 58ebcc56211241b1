import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { personFields } from "#http/person-field.ts";
import { parseTemplate, placeholdersOf, renderTemplate, type Template } from "#http/template.ts";

function templateOf(text: string): Template {
  const parsed = parseTemplate(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.template;
}

describe("a template", () => {
  test.each([
    ["Bearer {secret}", { secret: "k" }, "Bearer k"],
    ["{first_name} {last_name}", { first_name: "Ada", last_name: "Lovelace" }, "Ada Lovelace"],
    ["{first_name}{last_name}", { first_name: "Ada" }, undefined],
    ["{company|domain}", { domain: "acme.test" }, "acme.test"],
    ["{company|domain}", { company: "Acme", domain: "acme.test" }, "Acme"],
    ["{company|domain}", {}, undefined],
    ["plain", {}, "plain"],
    ["", {}, ""],
  ])("%j with %j is %j", (text, values, expected) => {
    expect(renderTemplate(templateOf(text), values)).toBe(expected);
  });

  test.each([
    ["{frist_name}", "{frist_name} is unknown"],
    ["{toString}", "{toString} is unknown"],
    ["{}", "{} is unknown"],
    ["{company|}", "{} is unknown"],
    ["{ domain }", "{ domain } is unknown"],
    ["{domain", "not closed"],
    ["domain}", "no { before it"],
    ["{domain}}", "no { before it"],
    ["{{domain}}", "not closed"],
  ])("%j is refused: %s", (text, problem) => {
    expect(parseTemplate(text)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });

  test("fills every placeholder with its value and keeps all other text", () => {
    const plain = fc.string().map((text) => text.replaceAll(/[{}]/g, ""));
    const name = fc.constantFrom(...personFields, "secret" as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, name, fc.string())), plain, (gaps, end) => {
        const values = Object.fromEntries(gaps.map(([, gap, value]) => [gap, value]));
        const template = templateOf(gaps.map(([text, gap]) => `${text}{${gap}}`).join("") + end);
        const expected = gaps.map(([text, gap]) => `${text}${values[gap]}`).join("") + end;
        // The value of a placeholder is not parsed as a template again.
        expect(renderTemplate(template, values)).toBe(expected);
        expect(placeholdersOf(template)).toEqual(new Set(gaps.map(([, gap]) => gap)));
      }),
    );
  });

  test("from any text is parsed or refused, without an error", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}|a-z_]*$/), (text) => {
        const parsed = parseTemplate(text);
        if (!parsed.ok) expect(parsed.problem).not.toBe("");
      }),
    );
  });
});
