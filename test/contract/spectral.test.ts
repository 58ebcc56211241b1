import spectralCore, { type RulesetDefinition } from "@stoplight/spectral-core";
import rulesets from "@stoplight/spectral-rulesets";
import { expect, test } from "vitest";
import { startLiveServer } from "../deployment/live-server.ts";

test("Spectral reports no problem in the document", async () => {
  await using server = await startLiveServer();
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset({ extends: [rulesets.oas as RulesetDefinition] });
  const problems = await spectral.run(await (await fetch(`${server.url}/openapi.json`)).text());
  expect(problems.map(({ code, message, path }) => [code, message, path.join("/")])).toEqual([]);
});
