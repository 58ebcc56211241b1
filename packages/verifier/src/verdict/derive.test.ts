import { describe, expect, test } from "vitest";
import { deriveDeferral, deriveVerdict } from "#verdict/derive.ts";
import type { Evidence, FailureCode, SmtpStage, ProbeShape } from "#evidence/evidence.ts";
import { explainVerdict } from "#verdict/explain.ts";
import { deriveFacts, type FactsContext } from "#verdict/facts.ts";
import { VERDICTS, verdictOf, type Reason } from "#evidence/vocabulary.ts";

const at = "2026-01-01T00:00:00.000Z";

function dns(
  outcome: Extract<Evidence, { stage: "dns" }>["outcome"],
  hosts: readonly string[] = ["mx1", "mx2"],
): Evidence {
  return {
    stage: "dns",
    outcome,
    domain: "acme.test",
    hosts: hosts.map((host, preference) => ({ host, preference, addresses: ["192.0.2.1"] })),
    at,
  };
}

function reply(line: string, stage: SmtpStage = "rcpt", host = "mx1", attempt = 0): Evidence {
  return {
    stage,
    host,
    address: "192.0.2.1",
    code: Number(line.slice(0, 3)),
    text: line.slice(4),
    attempt,
    at,
  };
}

function failure(code: FailureCode, stage: SmtpStage = "connect", host = "mx1"): Evidence {
  return { stage, host, address: "192.0.2.1", failure: code, at };
}

const feedback: Evidence = {
  stage: "feedback",
  finding: "accepts_then_bounces",
  domain: "acme.test",
  accepted: 5,
  bounced: 4,
  at,
};
const yes = reply("250 2.1.5 ok");
const no = reply("550 5.1.1 user unknown");
const probed = (line: string, shape?: ProbeShape): Evidence => ({
  ...reply(line, "catch_all"),
  ...(shape !== undefined && { shape }),
});
const paused: Evidence = {
  stage: "budget",
  provider: "google",
  egress: "default",
  reason: "paused",
  retryAfterSeconds: 120,
  at,
};

describe("deriveVerdict", () => {
  test.each<[string, Reason, Evidence[], FactsContext?]>([
    ["bad syntax", "syntax", [{ stage: "syntax", problem: "missing_at", position: 0, at }]],
    [
      "special-use name",
      "domain_not_found",
      [{ stage: "domain", finding: "special_use", name: "local", at }],
    ],
    ["NXDOMAIN", "domain_not_found", [dns("not_found")]],
    ["null MX", "null_mx", [dns("null_mx")]],
    ["no host", "no_mail_host", [dns("no_host")]],
    ["SERVFAIL", "dns_failure", [dns("failure")]],
    ["accepted, random refused", "accepted", [dns("hosts"), yes, probed("550 5.1.1 unknown")]],
    ["implicit MX", "accepted", [dns("implicit"), yes, probed("550 5.1.1 unknown")]],
    ["accepted, random accepted", "accepts_all", [dns("hosts"), yes, probed("250 ok")]],
    ["accepted, name refused", "accepted", [dns("hosts"), yes, probed("550 5.1.1 unknown", "name")]],
    [
      "accepted, both shapes accepted",
      "accepts_all",
      [dns("hosts"), yes, probed("250 ok", "name"), probed("250 ok", "token")],
    ],
    [
      "accepted, only the name accepted so far",
      "accepts_all_unconfirmed",
      [dns("hosts"), yes, probed("250 ok", "name")],
    ],
    [
      "accepted, every name is accepted",
      "accepts_all_unconfirmed",
      [dns("hosts"), yes, probed("250 ok", "name"), probed("550 5.1.1 unknown", "token")],
    ],
    [
      "accepted, name later, token refused",
      "accepted",
      [dns("hosts"), yes, probed("450 later", "name"), probed("550 5.1.1 unknown", "token")],
    ],
    ["the provider is paused", "rate_limited", [dns("hosts"), paused]],
    [
      "hung up, then the provider is paused",
      "rate_limited",
      [dns("hosts"), failure("reset", "rcpt"), paused],
    ],
    ["refused before the provider was paused", "mailbox_not_found", [dns("hosts"), no, paused]],
    ["our proxy fails", "connection_failed", [dns("hosts"), failure("proxy", "connect", "")]],
    ["accepted, random later", "accepts_all_unconfirmed", [dns("hosts"), yes, probed("450 later")]],
    ["accepted, random blocked", "accepts_all_unconfirmed", [dns("hosts"), yes, probed("550 5.7.1 blocked")]],
    [
      "accepted, random not relayed",
      "accepts_all_unconfirmed",
      [dns("hosts"), yes, probed("550 relay denied")],
    ],
    ["accepted, random not asked", "accepts_all_unconfirmed", [dns("hosts"), yes]],
    ["accepted, probe broke", "accepts_all_unconfirmed", [dns("hosts"), yes, failure("closed", "catch_all")]],
    [
      "random asked twice",
      "accepted",
      [dns("hosts"), yes, probed("550 5.1.1 unknown"), probed("452 4.5.3 too many")],
    ],
    ["refused by an accept-all host", "mailbox_not_found", [dns("hosts"), no, probed("250 ok")]],
    [
      "refused while the egress is unhealthy",
      "our_configuration",
      [dns("hosts"), no],
      { egressHealthy: "no" },
    ],
    [
      "accepted while the egress is unhealthy",
      "accepted",
      [dns("hosts"), yes, probed("550 5.1.1 x")],
      { egressHealthy: "no" },
    ],
    ["disposable, accepted", "disposable", [dns("hosts"), yes], { flags: { disposable: true } }],
    ["disposable, refused", "mailbox_not_found", [dns("hosts"), no], { flags: { disposable: true } }],
    ["disposable, unreachable", "disposable", [failure("refused")], { flags: { disposable: true } }],
    ["refused host, then accepted", "accepted", [failure("refused"), yes, probed("550 5.1.1 x")]],
    ["blocked host, then dead host", "blocked", [reply("554 no", "greeting"), failure("refused")]],
    ["relay denied by one of two", "cannot_verify", [dns("hosts"), reply("554 5.7.1 relay access denied")]],
    [
      "relay denied by all",
      "domain_not_served",
      [dns("hosts"), reply("554 5.7.1 relay access denied"), reply("550 relaying denied", "rcpt", "mx2")],
    ],
    [
      "relay denied by the first, accepted by the second",
      "accepted",
      [
        dns("hosts"),
        reply("554 5.7.1 relay access denied"),
        reply("250 ok", "rcpt", "mx2"),
        probed("550 5.1.1 unknown"),
      ],
    ],
    ["too many, then accepted", "accepts_all", [reply("452 4.5.3 too many"), yes, probed("250 ok")]],
    ["too many, then time is up", "server_busy", [reply("452 4.5.3 too many"), failure("budget", "rcpt")]],
    ["TLS fails, TLS wanted", "tls_failed", [failure("tls", "starttls"), reply("530 STARTTLS", "mail_from")]],
    ["TLS wanted", "our_configuration", [reply("530 5.7.0 must issue a STARTTLS command", "mail_from")]],
    ["no SMTPUTF8", "smtputf8_unsupported", [failure("smtputf8_missing", "mail_from")]],
    ["junk", "cannot_verify", [failure("malformed", "greeting")]],
    ["time-out", "timeout", [failure("timeout", "greeting")]],
    ["reset", "connection_failed", [failure("reset", "rcpt")]],
    ["nothing was measured", "cannot_verify", []],
    [
      "accepted, random refused, but it bounces",
      "accepts_all_unconfirmed",
      [dns("hosts"), feedback, yes, probed("550 5.1.1 unknown")],
    ],
    [
      "accepted as is the random one, and it bounces",
      "accepts_all",
      [dns("hosts"), feedback, yes, probed("250 ok")],
    ],
    ["refused by a host whose accepted ones bounce", "mailbox_not_found", [dns("hosts"), feedback, no]],
  ])("%s → %s", (_, reason, evidence, context) => {
    const verdict = deriveVerdict(deriveFacts(evidence, context));
    expect(verdict).toMatchObject({ ...verdictOf(reason), score: null });
  });
});

describe("deriveDeferral", () => {
  const deferralOf = (evidence: Evidence[]) => {
    const facts = deriveFacts(evidence);
    return deriveDeferral(facts, deriveVerdict(facts));
  };

  test.each<[string, unknown]>([
    ["451 4.7.1 greylisted, try again in 5 minutes", { cause: "greylisted", retryAfterSeconds: 300 }],
    ["450 4.2.0 greylisted", { cause: "greylisted" }],
    ["421 4.7.0 too many connections", { cause: "rate_limited" }],
    ["452 4.3.1 insufficient system storage", { cause: "server_busy" }],
    ["450 4.2.2 over quota", undefined],
    ["550 5.7.1 blocked", undefined],
    ["550 5.1.1 unknown", undefined],
  ])("%s", (line, deferral) => {
    expect(deferralOf([reply(line)])).toEqual(deferral);
  });
});

test("every reason has its own sentence", () => {
  const reasons = Object.values(VERDICTS).flat();
  const sentences = reasons.map((reason) => explainVerdict(verdictOf(reason)));
  expect(new Set(sentences).size).toBe(reasons.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].+\.$/);
});

test("an explanation quotes the deciding answer", () => {
  const facts = deriveFacts([dns("hosts"), no]);
  expect(explainVerdict(deriveVerdict(facts), facts)).toBe(
    "The mail host says that the mailbox does not exist. mx1 answered: 550 5.1.1 user unknown",
  );
});

test("an explanation has the bounces of the domain", () => {
  const facts = deriveFacts([dns("hosts"), feedback, yes, probed("550 5.1.1 unknown")]);
  expect(explainVerdict(deriveVerdict(facts), facts)).toBe(
    "The mail host accepts this address, but of 5 addresses of the domain that it accepted, mail to 4 bounced. mx1 answered: 250 2.1.5 ok",
  );
});
