import { measureMailProviders, type MailProviderFigures } from "@winnow/core";
import { withTimeout } from "@winnow/runtime/within";
import { Gauge, type Registry } from "prom-client";
import type { ApiDependencies } from "#dependencies.ts";

const READ_WITHIN_MS = 5_000;

/** Not by provider: every domain with a mail host of its own is one. `GET /ops/api/mail-providers` names them. */
const GAUGES: Readonly<Record<keyof MailProviderFigures, readonly [name: string, help: string]>> = {
  paused: ["winnow_mail_providers_paused", "Mail providers that an egress address leaves alone for now."],
  sessionsOpen: ["winnow_mail_sessions_open", "Sessions with mail hosts that are open, in all workers."],
  rowsWaiting: ["winnow_mail_rows_waiting", "Rows that wait until their mail provider may be asked again."],
  throttled: ["winnow_mail_sessions_throttled", "Sessions of the last hour that mail providers throttled."],
  blocked: [
    "winnow_mail_sessions_blocked",
    "Sessions of the last hour that mail providers refused to talk in.",
  ],
};

/**
 * Gauges of what mail providers put up with.
 * @returns what reads them again; it never rejects: without a database they are absent.
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
