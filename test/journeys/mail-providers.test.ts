import { createProviderBudget } from "@winnow/core";
import { createLogger } from "@winnow/runtime";
import { expect, test } from "vitest";
import { operate } from "./command.ts";
import { startJourneySystem } from "./standalone.ts";

test("an operator watches mail providers, pauses one and resumes it from the command line", async () => {
  await using system = await startJourneySystem();
  const run = (...words: string[]) => operate(system.standalone, ["mail-providers", ...words]);
  const budget = createProviderBudget(
    { database: system.database.kysely, logger: createLogger({ name: "journey", level: "error" }) },
    { mode: "live" },
  );
  const ask = { egress: "203.0.113.7", recipients: 20, sessionsMax: 8 };
  const end = async (provider: string, reply?: string) => {
    const grant = await budget.acquire({ ...ask, provider });
    if (!grant.granted) throw new Error(grant.reason);
    await grant.release({ recipients: 20, throttled: reply !== undefined, blocked: false, reply });
  };

  expect(await run("list")).toEqual({ code: 0, stdout: "no mail provider was contacted\n", stderr: "" });
  await end("acme.test");
  await end("google", "421 4.7.28 unusual\u001b[2J rate");
  expect(await run("pause", "acme.test", "--minutes", "90", "--reason", "they asked us to")).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^acme\.test is paused until \d{4}-\S+Z; winnow mail-providers resume acme\.test ends it\n$/,
    ) as string,
    stderr: "",
  });
  const listed = await run("list");
  const lines = listed.stdout.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^PROVIDER +EGRESS +MODE +STATE +SESSIONS +ASKED\/H/);
  expect(lines[1]).toMatch(
    /^acme\.test +203\.0\.113\.7 +live +paused +0\/8 of 8 +20 .* operator: they asked us to$/,
  );
  expect(lines[2]).toMatch(/^google .* throttled .* 421 4\.7\.28 unusual \[2J rate$/);
  expect(await run("list", "--limit", "1")).toMatchObject({
    code: 0,
    stderr: "there are more: use --limit, --state or --provider\n",
  });

  const json = await run("list", "--state", "paused", "--json");
  expect(JSON.parse(json.stdout)).toMatchObject({ data: [{ provider: "acme.test" }], has_more: false });
  expect(await run("resume", "acme.test")).toEqual({
    code: 0,
    stdout: "acme.test is contacted again; 0 waiting rows continue\n",
    stderr: "",
  });
  await end("acme.test");

  for (const [words, complaint] of [
    [["pause", "google"], "required option '--minutes <minutes>'"],
    [["pause", "google", "--minutes", "soon"], "--minutes: "],
    [["list", "--limit", "0"], "--limit: "],
    [["list", "--state", "angry"], "Allowed choices are running, throttled, paused"],
  ] as const) {
    expect(await run(...words)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(complaint) as string,
    });
  }
  expect(await run("resume", "gogle")).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^winnow: No mail provider of this name .* \[not_found\]/) as string,
  });
});
