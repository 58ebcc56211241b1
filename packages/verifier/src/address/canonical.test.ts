import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAddress } from "#address/parse.ts";

function canonical(input: string): string | undefined {
  const parsed = parseAddress(input);
  return parsed.ok ? parsed.address.canonical : undefined;
}

describe("one mailbox, one form", () => {
  test.each([
    ["J.Smith+news@googlemail.com", "jsmith@gmail.com"],
    ["j.smith@gmail.com", "jsmith@gmail.com"],
    ["j.smith+news@outlook.com", "j.smith@outlook.com"],
    ["j.smith+news@hotmail.co.uk", "j.smith@hotmail.co.uk"],
    ["j-smith@protonmail.com", "jsmith@proton.me"],
    ["j.smith+a@mac.com", "j.smith@icloud.com"],
    ["j-smith@ya.ru", "j.smith@yandex.ru"],
    ["J.Smith+x@yandex.com", "j.smith@yandex.ru"],
    ["smith-shopping@yahoo.com", "smith@yahoo.com"],
    ["smith-news@yahoo.co.uk", "smith@yahoo.co.uk"],
    ["ΑΝΔΡΕΑΣ@acme.test", "ανδρεασ@acme.test"],
    ["ανδρέας@acme.test", "ανδρέασ@acme.test"],
    ["JÜRGEN@acme.test", "jürgen@acme.test"],
  ])("%s → %s", (input, expected) => {
    expect(canonical(input)).toBe(expected);
  });
});

describe("unchanged when it might be another mailbox", () => {
  test.each([
    ["John.Smith+news@Acme.test", "john.smith+news@acme.test"],
    ["+news@gmail.com", "+news@gmail.com"],
    ["-news@yahoo.com", "-news@yahoo.com"],
    ["a-.b@ya.ru", "a-.b@yandex.ru"],
    ["---@proton.me", "---@proton.me"],
    ["jsmith@ya.ru", "jsmith@yandex.ru"],
    ["smith+news@yahoo.com", "smith+news@yahoo.com"],
    ['"John Smith"@gmail.com', '"john smith"@gmail.com'],
  ])("%s → %s", (input, expected) => {
    expect(canonical(input)).toBe(expected);
  });
});

test("spellings of a Gmail mailbox are one: case, dots, tags and both domains", () => {
  const name = fc.stringMatching(/^[a-z0-9]{2,20}$/);
  fc.assert(
    fc.property(
      name,
      fc.nat(),
      fc.boolean(),
      fc.stringMatching(/^(?:\+[a-z.]{0,8}[a-z])?$/),
      (plain, at, upper, tag) => {
        const cut = 1 + (at % (plain.length - 1));
        const dotted = `${plain.slice(0, cut)}.${plain.slice(cut)}`.replaceAll("..", ".");
        const spelled = `${upper ? dotted.toUpperCase() : dotted}${tag.replace(/\.\.+/g, ".")}@googlemail.com`;
        expect(canonical(spelled)).toBe(canonical(`${plain}@gmail.com`));
      },
    ),
  );
});
