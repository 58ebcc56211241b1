import {
  createTestDatabase,
  createTestTemplate,
  type TestDatabase,
  type TestTemplate,
} from "@winnow/testing";
import { migrateAsLanded } from "./build.ts";
import { fill } from "./fill/fill.ts";
import { readStatements, readStates, type LandedState } from "./landed.ts";
import type { Route } from "./routes.ts";

/** Databases of the landed versions, cloned from templates that are made once. Disposing of it drops the templates. */
export interface LandedDatabases extends AsyncDisposable {
  /** Oldest first. */
  readonly states: readonly LandedState[];
  /** The named state. */
  find(name: string): LandedState;
  /** A database that the first version of a route created, filled with rows, and the later ones migrated. */
  travel(route: Route): Promise<TestDatabase>;
}

export async function openLandedDatabases(): Promise<LandedDatabases> {
  const [states, statements] = await Promise.all([readStates(), readStatements()]);
  const templates = new Map<LandedState, Promise<TestTemplate>>();

  function templateOf(state: LandedState): Promise<TestTemplate> {
    const template = templates.get(state) ?? makeTemplate(state);
    templates.set(state, template);
    return template;
  }

  /** Begins with the nearest earlier state that exists, and runs the missing migrations. */
  async function makeTemplate(state: LandedState): Promise<TestTemplate> {
    const files = [...state.files.values()];
    const nearest = states.slice(0, states.indexOf(state)).findLast((earlier) => {
      const ran = [...earlier.files.values()];
      return (
        templates.has(earlier) &&
        ran.length < files.length &&
        ran.every((file, index) => files[index] === file)
      );
    });
    return createTestTemplate(
      ({ pool }) => migrateAsLanded(pool, state, statements),
      nearest && (await templateOf(nearest)),
    );
  }

  return {
    states,
    find: (name) => states.find((state) => state.name === name) as LandedState,
    async travel([first, ...later]) {
      await using stack = new AsyncDisposableStack();
      const template = await templateOf(first);
      const database = stack.use(await createTestDatabase({ template }));
      await fill(database.pool);
      for (const state of later) await migrateAsLanded(database.pool, state, statements);
      stack.move();
      return database;
    },
    async [Symbol.asyncDispose]() {
      const made = await Promise.all(templates.values());
      await Promise.all(made.map((template) => template[Symbol.asyncDispose]()));
    },
  };
}
