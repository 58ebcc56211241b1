import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeFields, type GivenFields } from "#directory/merge.ts";

const nothing = { fields: {}, provenance: {} };
const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}T00:00:00.000Z`;
const say = (known: Parameters<typeof mergeFields>[0], source: string, at: number, fields: GivenFields) =>
  mergeFields(known, { source, at: day(at), fields });

describe("two sources", () => {
  test("the later word wins, whichever comes first", () => {
    const crm = say(nothing, "crm", 2, { title: "CTO" });
    expect(say(crm, "broker", 3, { title: "CEO" }).fields).toEqual({ title: "CEO" });
    expect(say(crm, "broker", 1, { title: "CEO" })).toMatchObject({
      fields: { title: "CTO" },
      changed: false,
    });
  });

  test("a source withdraws what it gave itself, and nothing of another source", () => {
    const crm = say(nothing, "crm", 2, { title: "CTO", city: "Rome" });
    expect(say(crm, "broker", 3, { title: null }).fields).toEqual({ title: "CTO", city: "Rome" });
    expect(say(crm, "crm", 3, { title: null })).toMatchObject({
      fields: { title: null, city: "Rome" },
      provenance: { city: { source: "crm", at: day(2) } },
    });
    expect(say(crm, "crm", 3, {}).fields).toEqual(crm.fields);
  });

  test("what both say keeps its first origin", () => {
    const crm = say(nothing, "crm", 2, { title: "CTO" });
    expect(say(crm, "broker", 3, { title: "CTO" })).toEqual({ ...crm, changed: false });
  });
});

const given = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.option(fc.constantFrom("x", "y", "z")), {
  noNullPrototype: true,
});
const telling = fc.record({
  source: fc.constantFrom("crm", "broker"),
  at: fc.integer({ min: 1, max: 9 }),
  fields: given,
});

test("telling the last again changes nothing, and every value has an origin", () => {
  fc.assert(
    fc.property(fc.array(telling, { maxLength: 8 }), (tellings) => {
      let known: Parameters<typeof mergeFields>[0] = nothing;
      for (const one of tellings) known = say(known, one.source, one.at, one.fields);
      const last = tellings.at(-1);
      if (last !== undefined) expect(say(known, last.source, last.at, last.fields).changed).toBe(false);
      for (const [field, value] of Object.entries(known.fields)) {
        expect(known.provenance[field] !== undefined).toBe(value !== null);
      }
    }),
  );
});
