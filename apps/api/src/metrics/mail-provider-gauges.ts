import { measureMailProviders, type MailProviderFigures } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

/** No label for the provider, because each domain with its own mail host is one. `GET /ops/api/mail-providers` lists them. */
const GAUGES: Readonly<Record<keyof MailProviderFigures, readonly [name: string, help: string]>> = {
  paused: [
    "winnow_mail_providers_paused",
    "Mail providers that an egress address does not contact at the moment.",
  ],
  sessionsOpen: ["winnow_mail_sessions_open", "Open sessions with mail hosts, in all workers."],
  rowsWaiting: [
    "winnow_mail_rows_waiting",
    "Rows that wait until their mail provider may be contacted again.",
  ],
  throttled: ["winnow_mail_sessions_throttled", "Sessions of the last hour that mail providers throttled."],
  blocked: ["winnow_mail_sessions_blocked", "Sessions of the last hour that mail providers refused."],
};

/**
 * Gauges of sessions with mail providers.
 * @returns a function that reads them again. It never rejects: without a database they are absent.
 */
export function addMailProviderGauges(
  registry: Registry,
  { database, logger }: Pick<ApiDependencies, "database" | "logger">,
): () => Promise<void> {
  const gauges = (Object.keys(GAUGES) as (keyof MailProviderFigures)[]).map((figure) => {
    const [name, help] = GAUGES[figure];
    return { figure, gauge: new Gauge({ name, help, registers: [registry] }) };
  });
  return async () => {
    try {
      const figures = await withTimeout(measureMailProviders(database.kysely), READ_WITHIN_MS);
      for (const { figure, gauge } of gauges) gauge.set(figures[figure]);
    } catch (error) {
      logger.warn({ error }, "the mail providers could not be read for /metrics");
      for (const { gauge } of gauges) gauge.remove();
    }
  };
}
