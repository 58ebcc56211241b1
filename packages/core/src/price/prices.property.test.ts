import { BillableStatus } from "@winnow/contracts";
import { createTestDatabase, type TestDatabase } from "@winnow/testing";
import { runs } from "@winnow/testing/sample";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWallet } from "#credit/wallet.ts";
import { createPipeline } from "#job/fixture/pipeline.ts";
import type { Price } from "#price/price-list.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const CREDITS = 10;
const billable = fc.subarray([...BillableStatus.options], { minLength: 1 });
/** Prices that are fractions of a credit, that do not divide one, and that are more than the wallet holds. */
const price: fc.Arbitrary<Price> = fc.record({
  millicredits: fc.oneof(
    fc.constantFrom(0, 1, 250, 333, 999, 1_500, 7_777),
    fc.integer({ min: 0, max: 12_000 }),
  ),
  billable,
});
const status = fc.constantFrom("valid", "catch_all", "risky", "invalid", "unsure");
const job = fc.record({
  price,
  wanted: billable,
  statuses: fc.array(status, { minLength: 1, maxLength: 12 }),
  onInsufficient: fc.constantFrom("partial", "hold"),
  maxCredits: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
});

test("each job is charged its quoted price for what it may bill, and the ledger agrees", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 4 }), price, async (jobs, meanwhile) => {
      const pipeline = await createPipeline(database, { credits: CREDITS, settings: { chunkRows: 3 } });
      let spent = 0;
      for (const [
        number,
        { price: quoted, wanted, statuses, onInsufficient, maxCredits },
      ] of jobs.entries()) {
        pipeline.configure({ verify: quoted });
        const csv = ["email", ...statuses.map((local, row) => `${local}@n${number}r${row}.test`)].join("\n");
        const effective = quoted.billable.filter((one) => wanted.includes(one));
        const submitted = pipeline.submit(csv, {
          charge_on: wanted,
          on_insufficient: onInsufficient,
          ...(maxCredits !== undefined && { max_credits: maxCredits }),
        });
        if (effective.length === 0) {
          await expect(submitted).rejects.toThrow("not_billable");
          continue;
        }
        const accepted = await submitted;
        pipeline.configure({ verify: meanwhile });
        const ended = await pipeline.run(accepted);
        const most = Math.min(CREDITS * 1_000 - spent, (maxCredits ?? Number.POSITIVE_INFINITY) * 1_000);
        const fits = quoted.millicredits === 0 ? statuses.length : Math.floor(most / quoted.millicredits);
        const worked = fits >= statuses.length ? statuses.length : onInsufficient === "partial" ? fits : 0;
        const billed = statuses
          .slice(0, worked)
          .filter((one) => effective.some((paid) => paid === one)).length;
        spent += billed * quoted.millicredits;
        expect(Math.round(ended.credits.captured * 1_000)).toBe(billed * quoted.millicredits);
        expect(ended.credits.reserved).toBe(0);
      }
      const wallet = await readWallet(pipeline.caller);
      expect(Math.round(wallet.spent * 1_000)).toBe(spent);
      expect(wallet.reserved).toBe(0);
      expect(await pipeline.problems()).toEqual([]);
    }),
    { numRuns: runs(20) },
  );
});
