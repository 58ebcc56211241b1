import { expect, test } from "vitest";
import { foldText } from "#reply/phrase.ts";
import { parseWaitSeconds } from "#reply/wait.ts";

test.each([
  ["Greylisted, try again in 300 seconds", 300],
  ["try again in 5 minutes", 300],
  ["please retry after 1 hour", 3_600],
  ["Greylisting in effect, please come back later (retry in 00:04:59)", 299],
  ["retry in 05:00", 300],
  ["You are greylisted for 60 seconds.", 60],
  ["Please wait 4 min 30 sec", 270],
  ["greylisted (300s)", 300],
  ["retry=90s", 90],
  ["delayed for at least 10 minutes", 600],
  ["come back in 99999 hours", 86_400],
  ["try again later", undefined],
  ["at most 10 messages per 60 minutes", undefined],
  ["see http://x.test/300 seconds", undefined],
  ["Recipient address rejected 5.7.1", undefined],
  ["try again in 0 seconds", undefined],
])("%s → %s", (text, seconds) => {
  expect(parseWaitSeconds(foldText(text))).toBe(seconds);
});
