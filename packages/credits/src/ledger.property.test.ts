import { openDatabase } from "@winnow/database";
import { createTestDatabase } from "@winnow/testing";
import { runs } from "@winnow/testing/sample";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { auditLedger } from "#audit.ts";
import { LedgerModel } from "#fixture/model.ts";
import { effectOf, operations, perform, type Known } from "#fixture/operation.ts";
import { walletWith } from "#fixture/organization.ts";
import { sumDeltas, type Delta } from "#movement.ts";
import { getWallet } from "#wallet.ts";

const database = await createTestDatabase();
const { connectionString } = database;
const parallel = openDatabase({ connectionString, connectionsMax: 8 });
afterAll(async () => {
  await parallel[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** The answer of an operation that found nothing to refer to. */
const NOTHING = { outcome: "nothing" };

it("answers and moves as the model says, whatever the order", async () => {
  const { kysely } = database;
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(operations({ minLength: 40, maxLength: 90 }), async (run) => {
      const name = await walletWith(kysely, 0);
      const known: Known = { reservations: [], captures: [] };
      const model = new LedgerModel();
      for (const todo of run) {
        const expected = model.expect(todo);
        const performed = await perform(kysely, name, known, todo);
        expect(performed ?? NOTHING).toMatchObject(expected ?? NOTHING);
        if (performed === undefined) continue;
        model.note(todo, performed);
        seen.add(`${todo.verb} ${performed.outcome}`);
        expect(await getWallet(kysely, name)).toEqual({
          ...name,
          grantedMillicredits: model.granted,
          availableMillicredits: model.available,
          reservedMillicredits: model.reserved,
          spentMillicredits: model.spent,
          version: model.version,
        });
      }
      expect((await auditLedger(kysely, name)).problems).toEqual([]);
    }),
    { numRuns: runs(30) },
  );
  // The generator reaches every answer there is; otherwise the property would say less than it seems to.
  expect([...seen].toSorted()).toEqual([
    "close already_closed",
    "close closed",
    "close key_reused",
    "close replayed",
    "grant key_reused",
    "grant posted",
    "grant replayed",
    "refund already_refunded",
    "refund exceeds_capture",
    "refund key_reused",
    "refund posted",
    "refund replayed",
    "reserve insufficient_credits",
    "reserve key_reused",
    "reserve replayed",
    "reserve reserved",
    "settle exceeds_reservation",
    "settle key_reused",
    "settle posted",
    "settle replayed",
  ]);
});

it("adds up when several connections do random things at once", async () => {
  const { kysely } = parallel;
  const lanes = fc.array(operations({ minLength: 10, maxLength: 30 }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lanes, async (histories) => {
      const name = await walletWith(kysely, 0);
      const known: Known = { reservations: [], captures: [] };
      const effects: Delta[] = [];
      const postings = new Map<string, number>();
      await Promise.all(
        histories.map(async (lane) => {
          for (const todo of lane) {
            const performed = await perform(kysely, name, known, todo);
            const effect = effectOf(todo, performed);
            effects.push(effect);
            const moved = Object.values(effect).some((amount) => amount !== 0);
            if (moved) postings.set(todo.key, (postings.get(todo.key) ?? 0) + 1);
          }
        }),
      );
      const { granted, available, reserved, spent } = sumDeltas(effects);
      expect(await getWallet(kysely, name)).toMatchObject({
        grantedMillicredits: granted,
        availableMillicredits: available,
        reservedMillicredits: reserved,
        spentMillicredits: spent,
      });
      expect([...postings.values()].filter((count) => count > 1)).toEqual([]);
      expect((await auditLedger(kysely, name)).problems).toEqual([]);
    }),
    { numRuns: runs(15) },
  );
});
