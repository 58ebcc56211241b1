import { join } from "node:path";
import type { Secrets } from "@winnow/runtime";

/** The message about a generated operator token at the first start; empty on later starts. */
export function describeOperatorToken(secrets: Secrets, dataDirectory: string): string {
  if (!secrets.createdNow) return "";
  return [
    `operator token: ${secrets.operatorToken}`,
    `  for /ops and /metrics; stored in ${join(dataDirectory, "secrets.json")}, shown only now`,
    "",
  ].join("\n");
}
