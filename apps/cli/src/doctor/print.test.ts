import type { Doctor } from "@winnow/client";
import { expect, test } from "vitest";
import { printDoctor } from "#doctor/print.ts";

const at = "2026-11-26T12:00:00.000Z";
const ok = { name: "database", state: "ok", evidence: ["It answered."], fix: null, settings: [] } as const;

function doctor(checks: Doctor["checks"], egress: Doctor["egress"] = []): string {
  return printDoctor({ state: "ok", checks, egress });
}

test("each check prints its sign, its state, its evidence and its fix", () => {
  const text = doctor(
    [{ ...ok, evidence: [...ok.evidence], settings: [] }],
    [
      {
        egress: "default",
        address: "203.0.113.7",
        healthy: "no",
        since: at,
        checked_at: at,
        current: true,
        checks: [
          {
            name: "block_lists",
            state: "broken",
            evidence: ["It is on one.", "It is not on another."],
            fix: "Get it off.",
            settings: ["VERIFIER_BLOCK_LISTS"],
          },
          { name: "canaries", state: "not_measured", evidence: ["None."], fix: "Name some.", settings: [] },
        ],
      },
    ],
  );
  expect(text).toBe(`Server
✓ ok            database: It answered.

Egress default (203.0.113.7), audited ${at}: out of order since ${at}, live jobs are held
✗ broken        block lists: It is on one.
                It is not on another.
                → Get it off. (VERIFIER_BLOCK_LISTS)
- not measured  canaries: None.
                → Name some.

1 broken, 0 warning, 1 ok, 1 not measured
`);
});

test("a state of a newer server is printed as it is", () => {
  expect(doctor([{ ...ok, state: "dreaming" }])).toContain("? dreaming      database: It answered.\n");
});

test("a mail host's greeting cannot send control characters to the terminal", () => {
  const evidence = ["mx greeted: 220 \u001b[2J\u001b]0;owned\u0007\r\u009b1m"];
  const text = doctor([{ ...ok, evidence, settings: [] }]);
  expect(text).toContain("mx greeted: 220 \uFFFD[2J\uFFFD]0;owned\uFFFD\uFFFD\uFFFD1m");
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});
