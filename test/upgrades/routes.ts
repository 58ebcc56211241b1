import type { LandedState } from "./landed.ts";

/** Versions that a database was migrated by, one after the other. */
export type Route = readonly [LandedState, ...LandedState[]];

/** Databases that this version has mended are all alike: see the migration of this name. */
const MENDED_BY = "0032-mend-edited-migrations";

/** How a route is called in tests: `6d862ff → 7b087aa`. */
export function nameRoute(route: Route): string {
  return route.map(({ name }) => name).join(" → ");
}

/**
 * The shortest route to each schema that no version makes of an empty database: one version made it, and later ones, which
 * had edited migrations since, added theirs.
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

/** The route, and on to each later version whose migrator took the database: it refused one that had run another order. */
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

/** What a database ran on its route, by migration, in the order in which it ran. */
function runFiles(route: Route): ReadonlyMap<string, string> {
  const ran = new Map<string, string>();
  for (const { files } of route) {
    for (const [migration, file] of files) if (!ran.has(migration)) ran.set(migration, file);
  }
  return ran;
}
