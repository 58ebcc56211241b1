import { waitFor } from "@winnow/testing";
import { createVerifier, type Verification, type VerifierConfig, type VerifyOptions } from "@winnow/verifier";
import type { MailServer } from "./mail-server.ts";
import { serveMailHosts } from "./name-server.ts";

/** A verifier that reaches only one mail server. */
export interface Interviewer extends AsyncDisposable {
  ask(address: string, options?: VerifyOptions): Promise<Verification>;
  /** Verifies until no reply is deferred, with the sender and the random address of the first attempt. */
  askAgain(first: Verification): Promise<Verification>;
  /** One after the other. @returns by address the verdict as `status/reason` and the host's reply to RCPT. */
  askEach(addresses: readonly string[]): Promise<Record<string, readonly [verdict: string, reply: string]>>;
  /** In one call. @returns the verdict by address. */
  askAll(addresses: readonly string[]): Promise<Record<string, string>>;
}

/** Domains whose mail host is the server. */
export interface Domains {
  readonly plain: readonly string[];
  /** At the address where the server requires TLS. */
  readonly secure: readonly string[];
  /** Domains with different names for the server. */
  readonly vain: readonly string[];
}

export async function startInterviewer(
  server: MailServer,
  domains: Domains,
  config: VerifierConfig = {},
): Promise<Interviewer> {
  await using parts = new AsyncDisposableStack();
  const { address, secureAddress } = server;
  const names = parts.use(
    await serveMailHosts(
      new Map([
        ...domains.plain.map((domain) => [domain, { name: "mx.host.test", address }] as const),
        ...domains.secure.map(
          (domain) => [domain, { name: "mx.secure.test", address: secureAddress }] as const,
        ),
        ...domains.vain.map((domain) => [domain, { name: `mx.${domain}`, address }] as const),
      ]),
    ),
  );
  const verifier = parts.use(
    createVerifier({
      dnsServers: [names.address],
      smtpPort: server.port,
      allowedMxNetworks: ["127.30.0.0/24"],
      heloName: "prober.test",
      mailFrom: "bounces@prober.test",
      ...config,
    }),
  );
  const started = parts.move();
  return {
    ask: verifier.verify,
    askAgain: (first) =>
      waitFor(`${first.input} to be known`, async () => {
        const recheck = { attempt: 1, since: first.checkedAt };
        const next = await verifier.verify(first.input, { recheck });
        // The random address was queried a moment later than this one, so its reply may still be a deferral.
        return next.deferral === undefined && next;
      }),
    async askEach(addresses) {
      const answers: Record<string, readonly [string, string]> = {};
      for (const input of addresses) {
        const verification = await verifier.verify(input);
        answers[input] = [verdictOf(verification), replyOf(verification)];
      }
      return answers;
    },
    async askAll(addresses) {
      const answers: Record<string, string> = {};
      for await (const verification of verifier.verifyMany(addresses)) {
        answers[verification.input] = verdictOf(verification);
      }
      return answers;
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** `status/reason` */
export function verdictOf({ verdict }: Verification): string {
  return `${verdict.status}/${verdict.reason}`;
}

/** As received; empty when there was no reply. */
function replyOf({ evidence }: Verification): string {
  const seen = evidence.findLast(({ stage }) => stage === "rcpt");
  if (seen === undefined || !("code" in seen)) return "";
  return [seen.code, seen.enhanced, seen.text].filter((part) => part !== undefined).join(" ");
}
