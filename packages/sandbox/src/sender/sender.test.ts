import { Resolver } from "node:dns/promises";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSandbox, type Sandbox } from "#sandbox.ts";
import { blockLists } from "#sender/block-list.ts";
import { senders } from "#sender/index.ts";

let sandbox: Sandbox;
const resolver = new Resolver({ timeout: 1_000, tries: 2 });

beforeAll(async () => {
  sandbox = await startSandbox();
  resolver.setServers(sandbox.dnsServers);
});
afterAll(() => sandbox.close());

test("a sender has an address, a PTR, an SPF record, and the mail host of its persona", async () => {
  const name = "sound.deliverable.test";
  expect(await resolver.resolve4(name)).toEqual(["127.77.254.1"]);
  expect(await resolver.reverse("127.77.254.1")).toEqual([name]);
  expect(await resolver.resolveTxt(name)).toEqual([["v=spf1 ip4:127.77.254.1 -all"]]);
  expect(await resolver.resolveMx(name)).toMatchObject([{ exchange: `mx.${name}` }]);
  await expect(resolver.reverse("127.77.254.2")).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("the block list has its test entry and the addresses in blockListed, while they are in it", async () => {
  const listed = (address: string) =>
    resolver.resolve4(`${address.split(".").toReversed().join(".")}.blocklist.test`);
  expect(await listed("127.0.0.2")).toEqual(["127.0.0.2"]);
  await expect(listed("127.0.0.1")).rejects.toMatchObject({ code: "ENOTFOUND" });
  expect(await listed("127.77.254.5")).toEqual(["127.0.0.2"]);
  await expect(listed("127.77.254.1")).rejects.toMatchObject({ code: "ENOTFOUND" });
  sandbox.blockListed.add("127.77.254.1");
  expect(await listed("127.77.254.1")).toEqual(["127.0.0.2"]);
  sandbox.blockListed.delete("127.77.254.1");
  await expect(listed("127.77.254.1")).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("the README lists every sender and block list", async () => {
  const readme = await readFile(join(import.meta.dirname, "../../README.md"), "utf8");
  for (const { name, address, does } of senders)
    expect(readme).toContain(`\`${name}\` (${address}): ${does}.`);
  for (const { zone, does } of blockLists) expect(readme).toContain(`\`${zone}\`: ${does}.`);
});
