import { dirname, extname } from "node:path/posix";
import type { House, Room } from "./house.ts";
import { importsOf, resolveInside, testFilesOf } from "./imports.ts";

/** Imports of files or folders, by their path from the root. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Checks that no files import each other in a circle. Types count, because a reader follows them, too.
 * @returns one line per circle, with a shortest way around it.
 */
export function checkFileCircles(house: House): string[] {
  return house.rooms.flatMap((room) => circlesOf(importGraph(room, (path) => path)));
}

/**
 * Checks that no folders of a room import each other in a circle, so that each can be read before those above it. A file
 * directly in `src` counts as its own folder; `src/index.ts`, which lists the exports of a room, does not count.
 */
export function checkFolderCircles(house: House): string[] {
  return house.rooms.flatMap((room) => {
    const index = `${room.path}/src/index.ts`;
    return circlesOf(importGraph(room, (path) => folderOf(path, room), index));
  });
}

function folderOf(path: string, room: Room): string {
  const folder = dirname(path);
  return folder === `${room.path}/src` ? path.slice(0, -extname(path).length) : folder;
}

/** The imports of a room's production source. Tests may import from everywhere in their room. */
function importGraph(room: Room, nodeOf: (path: string) => string, skipped?: string): Graph {
  const tests = testFilesOf(room);
  const graph = new Map<string, Set<string>>();
  for (const file of room.files) {
    if (tests.has(file.path) || file.path === skipped) continue;
    const from = nodeOf(file.path);
    const targets = graph.get(from) ?? new Set();
    graph.set(from, targets);
    for (const { specifier } of importsOf(file)) {
      const target = resolveInside(file, specifier, room);
      if (target !== undefined && target !== skipped && nodeOf(target) !== from) targets.add(nodeOf(target));
    }
  }
  return graph;
}

/** One circle for each strongly connected component: a shortest way from its first member back to itself. */
function circlesOf(graph: Graph): string[] {
  const told = new Set<string>();
  return [...graph.keys()].toSorted().flatMap((start) => {
    if (told.has(start)) return [];
    const way = shortestWayBack(graph, start);
    if (way === undefined) return [];
    for (const node of way) told.add(node);
    return [`circle: ${way.join(" → ")}`];
  });
}

/** Breadth first. @returns `[start, …, start]`, or undefined when no way leads back. */
function shortestWayBack(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) {
        const way = [node, start];
        while (way[0] !== start) way.unshift(cameFrom.get(way[0]!)!);
        return way;
      }
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}
