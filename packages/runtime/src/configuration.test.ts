import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { loadConfiguration } from "#configuration.ts";
import { ConfigurationError } from "#configuration-error.ts";
import { nearestWord } from "#nearest.ts";
import { settings } from "#settings.ts";

function mistakesOf(source: Record<string, string>): Record<string, string> {
  try {
    loadConfiguration(source);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return Object.fromEntries(error.mistakes.map(({ name, problem }) => [name, problem]));
  }
  return {};
}

describe("loadConfiguration", () => {
  test("an empty environment is a working one", () => {
    const configuration = loadConfiguration({ PATH: "/bin", HOME: "/root" });
    expect(configuration).toMatchObject({
      databaseUrl: undefined,
      redisUrl: undefined,
      http: { host: "127.0.0.1", port: 3000 },
      welcomeCredits: { live: 100, test: 1000 },
      verifier: { smtpPort: 25, mailFrom: "", allowPrivateMx: false },
      webhooks: { allowedHosts: [], allowHttp: false },
    });
    expect(configuration.dataDirectory).toMatch(/^\/.*\/\.winnow$/);
  });

  test("reads every kind of value, blanks around it ignored, empty meaning unset", () => {
    const configuration = loadConfiguration({
      PORT: " 0 ",
      HOST: "",
      REDIS_URL: "rediss://cache:6380",
      VERIFIER_DNS_SERVERS: "9.9.9.9, 127.0.0.1:5353 ,[::1]:53,",
      VERIFIER_MAIL_FROM: "<>",
      VERIFIER_ALLOW_PRIVATE_MX: "YES",
      VERIFIER_EGRESS_ADDRESS: "203.0.113.7",
      VERIFIER_SELF_TEST_HOSTS: "mx.acme.test, 192.0.2.1",
      VERIFIER_CANARIES: "ada@acme.test=valid,nobody@acme.test=invalid",
      VERIFIER_BLOCK_LISTS: "none",
      VERIFIER_EGRESS_AUDIT_SECONDS: "60",
      WEBHOOK_ALLOWED_HOSTS: "crm.internal,10.0.0.7:8080,hooks.internal:8443",
    });
    expect(configuration.http).toMatchObject({ port: 0, host: "127.0.0.1" });
    expect(configuration.redisUrl).toBe("rediss://cache:6380");
    expect(configuration.verifier.dnsServers).toEqual(["9.9.9.9", "127.0.0.1:5353", "[::1]:53"]);
    expect(configuration.verifier.mailFrom).toBe("");
    expect(configuration.verifier.allowPrivateMx).toBe(true);
    expect(configuration.verifier).toMatchObject({
      egressAddress: "203.0.113.7",
      selfTestHosts: ["mx.acme.test", "192.0.2.1"],
      canaries: [
        { address: "ada@acme.test", expected: "valid" },
        { address: "nobody@acme.test", expected: "invalid" },
      ],
      blockLists: [],
      auditIntervalMs: 60_000,
    });
    expect(configuration.webhooks.allowedHosts).toEqual([
      "crm.internal",
      "10.0.0.7:8080",
      "hooks.internal:8443",
    ]);
  });

  test.each([
    ["PORT", "70000"],
    ["PORT", "3e3"],
    ["PRICE_VERIFY", "0.2505"],
    ["PRICE_ENRICH", "-1"],
    ["PRICE_REVEAL", "1000.5"],
    ["PRICE_REVEAL", "1,5"],
    ["BILLABLE_VERIFY", "valid,risky"],
    ["BILLABLE_ENRICH", ","],
    ["BILLABLE_REVEAL", "none"],
    ["VERIFIER_CANARIES", "ada@acme.test"],
    ["VERIFIER_CANARIES", "ada@acme.test=perhaps"],
    ["VERIFIER_BLOCK_LISTS", "not a zone"],
    ["VERIFIER_SELF_TEST_HOSTS", "mx.acme.test:25"],
    ["VERIFIER_EGRESS_ADDRESS", "acme.test"],
    ["HOST", "not a host"],
    ["DATABASE_URL", "mysql://x"],
    ["REDIS_URL", "localhost:6379"],
    ["LOG_LEVEL", "verbose"],
    ["WINNOW_SECRET", "too-short"],
    ["WINNOW_OPERATOR_TOKEN", "has blanks in its sixteen"],
    ["MAX_BODY_BYTES", "-1"],
    ["WORKER_CONCURRENCY", "0"],
    ["VERIFIER_DNS_SERVERS", "dns.example"],
    ["VERIFIER_DNS_SERVERS", "127.0.0.1:0"],
    ["VERIFIER_HELO_NAME", "localhost"],
    ["VERIFIER_MAIL_FROM", "nobody"],
    ["VERIFIER_SOURCE_ADDRESS", "eth0"],
    ["VERIFIER_SOURCE_ADDRESS", "10.0.0.1,eth0"],
    ["VERIFIER_SOCKS_PROXY", "http://proxy:8080"],
    ["VERIFIER_ALLOW_PRIVATE_MX", "maybe"],
    ["WEBHOOK_ALLOWED_HOSTS", "https://crm.internal"],
  ])("%s=%s is refused", (name, value) => {
    expect(Object.keys(mistakesOf({ [name]: value }))).toEqual([name]);
  });

  test("results are kept as long as their bounces are refunded, which is told beside every other mistake", () => {
    expect(loadConfiguration({})).toMatchObject({ bounceWindowDays: 30, resultsKeptDays: 90 });
    expect(mistakesOf({ RESULTS_KEPT_DAYS: "30" })).toEqual({});
    expect(mistakesOf({ RESULTS_KEPT_DAYS: "29", PORT: "x" })).toEqual({
      PORT: expect.any(String) as string,
      RESULTS_KEPT_DAYS: expect.stringMatching(/less than BOUNCE_WINDOW_DAYS=30/) as string,
    });
    expect(Object.keys(mistakesOf({ BOUNCE_WINDOW_DAYS: "91" }))).toEqual(["RESULTS_KEPT_DAYS"]);
    // A setting that was refused is not compared with others.
    expect(Object.keys(mistakesOf({ BOUNCE_WINDOW_DAYS: "-1", RESULTS_KEPT_DAYS: "1" }))).toEqual([
      "BOUNCE_WINDOW_DAYS",
    ]);
  });

  test("prices are whole millicredits, and statuses stand once and in one order", () => {
    const usual = { millicredits: 1000, billable: ["valid", "catch_all"] };
    expect(loadConfiguration({}).prices).toEqual({ verify: usual, enrich: usual, reveal: usual });
    const { prices } = loadConfiguration({
      PRICE_VERIFY: "0.25",
      PRICE_ENRICH: "0",
      PRICE_REVEAL: "2.007",
      BILLABLE_VERIFY: "catch_all, valid, catch_all",
      BILLABLE_REVEAL: "valid",
    });
    expect(prices).toEqual({
      verify: { millicredits: 250, billable: ["valid", "catch_all"] },
      enrich: { millicredits: 0, billable: ["valid", "catch_all"] },
      reveal: { millicredits: 2007, billable: ["valid"] },
    });
  });

  test("every wrong price is reported at once, and so is a price of something unknown", () => {
    expect(mistakesOf({ PRICE_VERIFY: "free", BILLABLE_ENRICH: "unknown", PRICE_VERFIY: "2" })).toEqual({
      PRICE_VERIFY: "must be credits from 0 to 1000, with three decimals at most",
      BILLABLE_ENRICH: "must list valid, catch_all, or both",
      PRICE_VERFIY: "is not a setting of Winnow",
    });
  });

  test("source addresses are one, several or none", () => {
    const sourcesOf = (value?: string) =>
      loadConfiguration(value === undefined ? {} : { VERIFIER_SOURCE_ADDRESS: value }).verifier
        .sourceAddresses;
    expect(sourcesOf("10.0.0.1")).toEqual(["10.0.0.1"]);
    expect(sourcesOf("10.0.0.1, 2001:db8::1")).toEqual(["10.0.0.1", "2001:db8::1"]);
    expect(sourcesOf()).toEqual([]);
  });

  test("all mistakes are told at once, with their fix, and secrets are not shown", () => {
    const source = {
      PORT: "x",
      LOG_LEVEL: "loud",
      WINNOW_SECRET: "hunter22",
      WINNOW_DATADIR: "/tmp",
      PATH: "/bin",
    };
    expect(Object.keys(mistakesOf(source))).toEqual(["WINNOW_SECRET", "LOG_LEVEL", "PORT", "WINNOW_DATADIR"]);
    try {
      loadConfiguration(source);
    } catch (error) {
      const { message } = error as Error;
      expect(message).toContain("4 settings are wrong");
      expect(message).toContain(
        "PORT=x\n      must be a whole number from 0 to 65535\n      Fix: Set it to a free port",
      );
      expect(message).toContain(
        "WINNOW_DATADIR\n      is not a setting of Winnow\n      Fix: Did you mean WINNOW_DATA_DIR?",
      );
      expect(message).not.toContain("hunter22");
    }
    expect.assertions(5);
  });

  test("names of other programs are not reported; names of Winnow's client are known", () => {
    expect(mistakesOf({ WINDOW_ID: "1", WINNOW_API_KEY: "wn_test_x", WINNOW_SERVER: "http://x" })).toEqual(
      {},
    );
    expect(Object.keys(mistakesOf({ WEBHOOKS_ALLOW_HTTP: "1", WEBHOOK_ALLOW_HTPP: "1" }))).toEqual([
      "WEBHOOK_ALLOW_HTPP",
    ]);
  });

  test("every setting explains itself in one line and says how to fix it", () => {
    for (const one of Object.values(settings)) {
      expect(one.help).toMatch(/^[^\n]{10,120}\.$/);
      expect(one.fix).toMatch(/^[^\n]{10,120}$/);
    }
  });

  test("runMain prints the list and ends with 2", async () => {
    const script = `
      import { loadConfiguration, runMain } from "@winnow/runtime";
      await runMain(() => { loadConfiguration({ PORT: "x" }); });`;
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      cwd: import.meta.dirname,
    });
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Winnow cannot start/),
      stdout: "",
    });
  });
});

test("nearest forgives a slip and no more", () => {
  expect(nearestWord("WINNOW_SERCET", ["WINNOW_SECRET", "WINNOW_SERVER"])).toBe("WINNOW_SECRET");
  expect(nearestWord("WINNOW_COLOUR_SCHEME", ["WINNOW_SECRET"])).toBeUndefined();
});
