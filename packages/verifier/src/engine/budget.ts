import type { ProviderBudget } from "@winnow/contracts";

/** Grants every request: for a sandbox, whose hosts have no limits. */
export const UNLIMITED_BUDGET: ProviderBudget = {
  acquire: async () => ({ granted: true, release: async () => {} }),
};
