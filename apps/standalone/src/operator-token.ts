import { join } from "node:path";
import type { Secrets } from "@winnow/runtime";

/** What the first start prints about the generated operator token; empty on later starts. */
export function describeOperatorToken(secrets: Secrets, dataDirectory: string): string {
  if (!secrets.createdNow) return "";
  return [
    `operator token: ${secrets.operatorToken}`,
    `  opens /ops and /metrics; kept in ${join(dataDirectory, "secrets.json")}, shown only now`,
    "",
  ].join("\n");
}
