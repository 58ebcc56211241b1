import type { LandedState } from "./landed.ts";

/** Versions that migrated a database, one after the other. */
export type Route = readonly [LandedState, ...LandedState[]];

/** Databases mended by this version are all alike: see the migration of this name. */
const MENDED_BY = "0032-mend-edited-migrations";

/** The name of a route in tests: `6d862ff → 7b087aa`. */
export function nameRoute(route: Route): string {
  return route.map(({ name }) => name).join(" → ");
}

/**
 * The shortest route to each schema that no version creates in an empty database: one version created it, and later ones, in
 * which earlier migrations were edited, added their own.
 * @param states every landed state, oldest first.
 */
export function findDetours(states: readonly LandedState[]): Route[] {
  const unmended = states.filter(({ files }) => !files.has(MENDED_BY));
  const found = new Set(unmended.map((state) => [...state.files.values()].join()));
  const detours: Route[] = [];
  let routes: Route[] = unmended.map((state) => [state]);
  while (routes.length > 0) {
    const longer = routes.flatMap((route) => continueRoute(route, unmended));
    routes = [];
    for (const route of longer) {
      const files = [...runFiles(route).values()].join();
      if (found.has(files)) continue;
      found.add(files);
      routes.push(route);
    }
    detours.push(...routes);
  }
  return detours;
}

/** The route, continued by each later version whose migrator accepts the database: it refuses one with another order. */
function continueRoute(route: Route, states: readonly LandedState[]): Route[] {
  const recorded = [...runFiles(route).keys()];
  const later = states.slice(states.indexOf(route.at(-1) as LandedState) + 1);
  return later
    .filter(({ files }) => {
      const names = [...files.keys()];
      return names.length > recorded.length && recorded.every((name, index) => names[index] === name);
    })
    .map((state) => [...route, state]);
}

/** The migrations that a database ran on its route, in order. */
function runFiles(route: Route): ReadonlyMap<string, string> {
  const ran = new Map<string, string>();
  for (const { files } of route) {
    for (const [migration, file] of files) if (!ran.has(migration)) ran.set(migration, file);
  }
  return ran;
}
