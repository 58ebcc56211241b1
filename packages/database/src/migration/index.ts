import type { Migration } from "kysely/migration";
import * as organizationsAndKeys from "./0001-organizations-and-keys.ts";
import * as credits from "./0002-credits.ts";
import * as jobs from "./0003-jobs.ts";
import * as directory from "./0004-directory.ts";
import * as deliveries from "./0005-deliveries.ts";
import * as bounces from "./0006-bounces.ts";
import * as limits from "./0007-limits.ts";
import * as calls from "./0008-calls.ts";
import * as requestIds from "./0009-request-ids.ts";
import * as keyLifecycle from "./0010-key-lifecycle.ts";
import * as keyCeilings from "./0011-key-ceilings.ts";
import * as people from "./0016-people.ts";
import * as singleCalls from "./0017-single-calls.ts";
import * as suppressions from "./0018-suppressions.ts";
import * as directorySearch from "./0019-directory-search.ts";
import * as webhooks from "./0020-webhooks.ts";
import * as directorySources from "./0021-directory-sources.ts";
import * as providerCalls from "./0023-provider-calls.ts";
import * as evidence from "./0024-evidence.ts";
import * as mailProviderBudgets from "./0025-mail-provider-budgets.ts";
import * as egressHealth from "./0026-egress-health.ts";
import * as uploads from "./0027-uploads.ts";
import * as knownRows from "./0028-known-rows.ts";
import * as retention from "./0029-retention.ts";
import * as progress from "./0030-progress.ts";
import * as eventData from "./0031-event-data.ts";
import * as mendEditedMigrations from "./0032-mend-edited-migrations.ts";
import * as prices from "./0033-prices.ts";
import * as keyMakers from "./0034-key-makers.ts";

/** In order of their names; a name that has been released is never changed again. */
export const migrations: Record<string, Migration> = {
  "0001-organizations-and-keys": organizationsAndKeys,
  "0002-credits": credits,
  "0003-jobs": jobs,
  "0004-directory": directory,
  "0005-deliveries": deliveries,
  "0006-bounces": bounces,
  "0007-limits": limits,
  "0008-calls": calls,
  "0009-request-ids": requestIds,
  "0010-key-lifecycle": keyLifecycle,
  "0011-key-ceilings": keyCeilings,
  "0016-people": people,
  "0017-single-calls": singleCalls,
  "0018-suppressions": suppressions,
  "0019-directory-search": directorySearch,
  "0020-webhooks": webhooks,
  "0021-directory-sources": directorySources,
  "0023-provider-calls": providerCalls,
  "0024-evidence": evidence,
  "0025-mail-provider-budgets": mailProviderBudgets,
  "0026-egress-health": egressHealth,
  "0027-uploads": uploads,
  "0028-known-rows": knownRows,
  "0029-retention": retention,
  "0030-progress": progress,
  "0031-event-data": eventData,
  "0032-mend-edited-migrations": mendEditedMigrations,
  "0033-prices": prices,
  "0034-key-makers": keyMakers,
};
