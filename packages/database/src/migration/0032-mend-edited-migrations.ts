import type { Kysely } from "kysely";
import { recognizeVersion } from "./mend/divergence.ts";
import { divergences } from "./mend/index.ts";

/**
 * Six migrations were edited after they had landed. This one makes of each earlier version what the frozen one makes, and
 * changes nothing where the frozen one ran.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const divergence of divergences) {
    const version = await recognizeVersion(database, divergence);
    await version.mend?.(database);
  }
}
