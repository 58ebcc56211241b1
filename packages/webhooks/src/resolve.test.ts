import { describe, expect, test } from "vitest";
import { serveZone } from "#fixture/name-server.ts";
import { createResolve, resolveBySystem } from "#resolve.ts";

describe("createResolve queries DNS", () => {
  test("for both families, IPv4 first", async () => {
    await using server = await serveZone({ "crm.test": ["2606:4700::1", "93.184.215.14", "1.1.1.1"] });
    const resolve = createResolve({ servers: [server.address] });
    expect(await resolve("crm.test")).toEqual(["93.184.215.14", "1.1.1.1", "2606:4700::1"]);
    expect(server.asked.toSorted()).toEqual(["A crm.test udp", "AAAA crm.test udp"]);
  });

  test("and accepts one family", async () => {
    await using server = await serveZone({ "six.test": ["2606:4700::1"] });
    expect(await createResolve({ servers: [server.address] })("six.test")).toEqual(["2606:4700::1"]);
  });

  test.each([
    ["missing.test", "ENOTFOUND"],
    ["broken.test", "ESERVFAIL"],
    ["empty.test", "empty.test has no address"],
  ])("%s rejects with %s", async (host, reason) => {
    await using server = await serveZone({ "broken.test": "SERVFAIL", "empty.test": [] });
    const resolve = createResolve({ servers: [server.address], tries: 1 });
    await expect(resolve(host)).rejects.toThrow(reason);
  });
});

test("the system's lookup reads /etc/hosts", async () => {
  expect(await resolveBySystem("localhost")).toContain("127.0.0.1");
});
