import type { Suppression } from "@winnow/contracts";
import type { DatabaseOutput } from "@winnow/database";

export function presentSuppression(suppression: DatabaseOutput<"suppressions">): Suppression {
  const { id, kind, value } = suppression;
  return { id, kind, value, created_at: suppression.created_at.toISOString() };
}
