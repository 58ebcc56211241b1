import { createAddressPolicy } from "#dns/address-policy.ts";
import { checkBlockLists } from "#egress/block-lists.ts";
import { checkCanaries } from "#egress/canaries.ts";
import { healthOf, type EgressReport } from "#egress/check.ts";
import type { EgressConfig } from "#egress/config.ts";
import { checkHeloName } from "#egress/helo-name.ts";
import { createNames } from "#dns/names.ts";
import { checkResolver } from "#egress/resolver-check.ts";
import { findOwnAddress } from "#egress/own-address.ts";
import { checkPort25 } from "#egress/port-25.ts";
import { checkReturnPath } from "#egress/return-path.ts";
import { checkReverseName } from "#egress/reverse-name.ts";
import { checkSenderPolicy } from "#egress/sender-policy.ts";
import { resolveConfig } from "#engine/config.ts";
import type { Verification } from "#engine/verification.ts";
import { createVerifier, type VerifyOptions } from "#engine/verifier.ts";

/** Time limit of a canary, because a person may be waiting for the audit. */
const QUESTIONS: VerifyOptions = { timeoutMs: 30_000, deadlineMs: 60_000 };

/**
 * Measures the sending side: whether mail hosts can be reached, whether names, addresses and SPF agree, whether a list blocks
 * it, and whether addresses with known answers get them. Unconfigured checks are `not_measured`. No mail is sent.
 * @throws RangeError naming every mistake in the verifier's configuration; the signal's reason.
 */
export async function auditEgress(
  config: EgressConfig,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<EgressReport> {
  const settings = resolveConfig(config);
  const { mailFrom, heloName } = settings;
  const { canaries = [], blockLists = [], selfTestHosts = [] } = config;
  const names = createNames(settings);
  const isAllowed = createAddressPolicy(settings);
  const [address, port25, verifications] = await Promise.all([
    findOwnAddress(config, names),
    checkPort25(selfTestHosts, { names, settings, isAllowed, signal }),
    verify(
      config,
      [...canaries.map((canary) => canary.address), ...(mailFrom === "" ? [] : [mailFrom])],
      signal,
    ),
  ]);
  const [reverse, policy, lists] = await Promise.all([
    checkReverseName(address, names),
    checkSenderPolicy({ mailFrom, heloName }, address, names),
    checkBlockLists(blockLists, address, names),
  ]);
  const helo = await checkHeloName(heloName, { address, confirmed: reverse.confirmed }, names);
  signal?.throwIfAborted();
  const checks = [
    checkResolver(names.tally()),
    port25,
    reverse.check,
    helo,
    policy,
    checkReturnPath(verifications.get(mailFrom)),
    lists,
    checkCanaries(canaries, verifications),
  ];
  const report = { healthy: healthOf(checks), checks, checkedAt: new Date() };
  return address === undefined ? report : { address, ...report };
}

/**
 * Uses a separate verifier: it has no results of earlier audits, and does not apply their health, or a broken egress would
 * never recover.
 */
async function verify(
  config: EgressConfig,
  addresses: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Verification>> {
  const answers = new Map<string, Verification>();
  if (addresses.length === 0) return answers;
  await using verifier = createVerifier({ ...config, egressHealthy: undefined });
  for await (const verification of verifier.verifyMany(addresses, { ...QUESTIONS, signal })) {
    answers.set(verification.input, verification);
  }
  return answers;
}
