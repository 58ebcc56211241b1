import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkFileCircles, checkFolderCircles } from "./architecture/circles.ts";
import { checkCoreRooms } from "./architecture/core-rooms.ts";
import {
  checkCitedPaths,
  checkDefaultExports,
  checkFolders,
  checkLength,
  longFiles,
} from "./architecture/form.ts";
import { readHouse } from "./architecture/house.ts";
import { checkImports, checkManifests, checkReferences, checkRooms } from "./architecture/layers.ts";
import { checkWords } from "./architecture/words.ts";

// The floor plan is the tables in docs/architecture.md. architecture-rules.test.ts shows that each rule detects its violation.
const house = readHouse(join(import.meta.dirname, ".."));

describe("the house", () => {
  test("has the rooms of the floor plan", () => expect(checkRooms(house)).toEqual([]));
  test("depends as the floor plan allows", () => expect(checkManifests(house)).toEqual([]));
  test("imports as the floor plan allows", () => expect(checkImports(house)).toEqual([]));
  test("has no circle of files", () => expect(checkFileCircles(house)).toEqual([]));
  test("has no circle of folders", () => expect(checkFolderCircles(house)).toEqual([]));
  test("has the rooms of core in their order", () => expect(checkCoreRooms(house)).toEqual([]));
  test("refers to every project it depends on", () => expect(checkReferences(house)).toEqual([]));
  test("has no file above 400 lines", () => expect(checkLength(house)).toEqual([]));
  test("has no default exports", () => expect(checkDefaultExports(house)).toEqual([]));
  test("names its folders for their content", () => expect(checkFolders(house)).toEqual([]));
  test("uses one word for each concept", () => expect(checkWords(house)).toEqual([]));
  test("cites only paths that exist", () => expect(checkCitedPaths(house)).toEqual([]));

  test("is not empty", () => {
    expect(house.rooms.length).toBeGreaterThan(10);
    expect(house.rooms.flatMap((room) => room.files).length).toBeGreaterThan(100);
    for (const complaint of longFiles(house)) console.warn(`getting long: ${complaint}`);
  });
});
