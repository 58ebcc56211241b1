import { describe, expect, test } from "vitest";
import { mapColumns } from "#csv/mapping.ts";

/** Column → cells; the answer by column: `field by confidence`. */
function told(file: Record<string, readonly string[]>, named?: Record<string, string>) {
  const columns = Object.keys(file);
  const height = Math.max(...Object.values(file).map((cells) => cells.length));
  const sample = Array.from({ length: height }, (_, row) =>
    columns.map((column) => file[column]?.[row] ?? ""),
  );
  const mapped = mapColumns({ kind: "enrich", columns, sample, named });
  if (mapped.outcome !== "mapped") return mapped.outcome;
  return Object.fromEntries(
    Object.entries(mapped.mapping).map(([field, index]) => {
      const ground = mapped.grounds[field as keyof typeof mapped.grounds];
      return [columns[index]!, `${field} ${ground?.by} ${ground?.confidence}`];
    }),
  );
}

const A = "ada@acme.test";

describe("a column is taken for a field", () => {
  test.each([
    ["that the caller names", { Kontakt: [A], Mail: [A] }, { Mail: "email told 1" }, { email: "Mail" }],
    ["that its header names", { "E-Mail": ["?"] }, { "E-Mail": "email header 1" }],
    ["that its header names but for a letter", { Emial: [A] }, { Emial: "email header 0.8" }],
    [
      "by its header, when the name is long enough",
      { "Frist name": ["Ada"], Email: [A] },
      { "Frist name": "first_name header 0.8", Email: "email header 1" },
    ],
    [
      "by the share of its cells that look so",
      { Adresse: [A, A, "", "unknown"] },
      { Adresse: "email content 0.67" },
    ],
    [
      "by profiles and hosts",
      {
        Profil: ["https://www.linkedin.com/in/ada", "linkedin.com/in/grace/"],
        Netz: ["acme.test", "https://müller.test/"],
      },
      { Profil: "linkedin_url content 1", Netz: "domain content 1" },
    ],
    ["by its cells, when its header says otherwise", { Kontakt: [A] }, { Kontakt: "email content 1" }],
    ["once, but that addresses may be ids as well", { Id: [A, "b@acme.test"] }, { Id: "email content 1" }],
  ] as const)("%s", (_, file, expected, named?: Record<string, string>) => {
    expect(told(file, named)).toEqual(expected);
  });

  test.each([
    ["an address, where its header is near but no cell looks so", { Emails: ["3", "5"], Email: [A] }],
    ["a person, where the header is another word", { Contract: ["C-17"], Email: [A] }],
    ["a domain, where two columns look so", { Blog: ["a.test"], Shop: ["b.test"], Email: [A] }],
    ["a domain, where links have paths", { Page: ["https://x.test/ada"], Email: [A] }],
  ])("and not for %s", (_, file) => {
    expect(told(file)).toEqual({ Email: "email header 1" });
  });

  test("of several that could be the address, none is chosen", () => {
    expect(told({ Privat: [A], Büro: [A] })).toBe("ambiguous");
    expect(told({ Emaill: [A], Emial: [A] })).toBe("ambiguous");
  });
});
