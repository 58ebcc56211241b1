import type { ProviderBudget } from "@winnow/contracts";

/** Grants everything: for a sandbox, whose hosts may be asked as much as one likes. */
export const UNLIMITED_BUDGET: ProviderBudget = {
  acquire: async () => ({ granted: true, release: async () => {} }),
};
