import { creditSettings } from "#credit-settings.ts";
import type { Environment, SettingGroup } from "#environment.ts";
import { httpSettings } from "#http-settings.ts";
import { limitSettings } from "#limit-settings.ts";
import { priceSettings } from "#price-settings.ts";
import { processSettings } from "#process-settings.ts";
import { retentionSettings } from "#retention-settings.ts";
import { verifierSettings } from "#verifier-settings.ts";
import { webhookSettings } from "#webhook-settings.ts";
import { workerSettings } from "#worker-settings.ts";

/**
 * Every setting of every Winnow process, in one table: a variable that is right for one process is never an unknown one
 * for its neighbour under the same compose file.
 */
export const settings = {
  ...processSettings,
  ...httpSettings,
  ...limitSettings,
  ...creditSettings,
  ...priceSettings,
  ...retentionSettings,
  ...workerSettings,
  ...verifierSettings,
  ...webhookSettings,
};

/** The same settings by subject, in the order in which docs/configuration.md lists them. */
export const settingGroups: readonly SettingGroup[] = [
  { title: "Every process", readBy: ["api", "worker"], settings: processSettings },
  { title: "HTTP server", readBy: ["api"], settings: httpSettings },
  { title: "Sign-up and limits", readBy: ["api"], settings: limitSettings },
  { title: "Granted credits", readBy: ["api"], settings: creditSettings },
  { title: "Prices", readBy: ["api"], settings: priceSettings },
  { title: "Refunds and retention", readBy: ["api", "worker"], settings: retentionSettings },
  { title: "Workers", readBy: ["worker"], settings: workerSettings },
  { title: "Email verification", readBy: ["worker"], settings: verifierSettings },
  { title: "Callbacks", readBy: ["api", "worker"], settings: webhookSettings },
];

/** The values of `settings`, by variable name. */
export type WinnowEnvironment = Environment<typeof settings>;
