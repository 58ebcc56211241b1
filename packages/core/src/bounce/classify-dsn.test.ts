import { expect, test } from "vitest";
import { classifyDsn } from "#bounce/classify-dsn.ts";

test.each([
  ["5.1.1", "hard"],
  ["550 5.1.1 <ada@acme.test>: Recipient address rejected: User unknown", "hard"],
  ["smtp; 550-5.1.1 The email account that you tried to reach does not exist. gsmtp", "hard"],
  ["550 No such user here", "hard"],
  ["5.2.1 mailbox disabled", "hard"],
  ["5.1.10 null MX", "hard"],
  ["554 5.7.1 Message rejected as spam", "soft"],
  ["550 5.7.26 unauthenticated", "soft"],
  ["552 5.2.2 mailbox full", "soft"],
  ["4.2.2", "soft"],
  ["421 try again later", "soft"],
  ["250 2.1.5 Ok", "soft"],
  ["the address 10.5.1.1 said no", undefined],
  ["it bounced", undefined],
  ["order 55012", undefined],
])("%s → %s", (text, kind) => {
  expect(classifyDsn(text)).toBe(kind);
});
