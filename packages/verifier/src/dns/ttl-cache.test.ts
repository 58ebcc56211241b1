import { expect, test } from "vitest";
import { TtlCache, type Timed } from "#dns/ttl-cache.ts";

function counting(ttlMs: number) {
  let loads = 0;
  const load = async (): Promise<Timed<number>> => ({ value: (loads += 1), ttlMs });
  return load;
}

test("keeps an answer as long as its TTL", async () => {
  const cache = new TtlCache<number>(10);
  const lasting = counting(60_000);
  expect([await cache.get("a", lasting), await cache.get("a", lasting)]).toEqual([1, 1]);
  const fleeting = counting(0);
  expect([await cache.get("b", fleeting), await cache.get("b", fleeting)]).toEqual([1, 2]);
});

test("shares one look-up between concurrent callers", async () => {
  const cache = new TtlCache<number>(10);
  const load = counting(0);
  expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
});

test("keeps no more than its maximum, and no failures", async () => {
  const cache = new TtlCache<number>(2);
  const load = counting(60_000);
  for (const key of ["a", "b", "c"]) await cache.get(key, load);
  expect([await cache.get("c", load), await cache.get("a", load)]).toEqual([3, 4]);
  await expect(cache.get("d", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await cache.get("d", load)).toBe(5);
});
