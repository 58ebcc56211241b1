import type { RuleVersions, Verification, Why } from "#ports/verifier.ts";

/** Judges stored evidence again, without contacting a mail host. Pure. */
export interface Judge {
  readonly versions: RuleVersions;
  judge(
    evidence: readonly unknown[],
    context: {
      /** Names of the flags that hold. */
      readonly flags: readonly string[];
      /** The sending side was out of order: a refusal says nothing about the mailbox. */
      readonly egressUnhealthy: boolean;
    },
  ): { readonly verdict: Verification["verdict"]; readonly why: Why };
}
