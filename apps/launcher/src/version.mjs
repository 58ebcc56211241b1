/** Versions that the launcher fetches when the host's is missing or too old: exact, so that every machine runs the same. */
export const broughtVersions = { node: "26.10.0", pnpm: "12.21.0" };

/** The oldest supported major versions; `engines` in package.json has the same, and a test compares them. */
export const oldestMajor = { node: 24, pnpm: 12 };

/**
 * @param {"node" | "pnpm"} tool
 * @param {string | undefined} version "v26.1.0", "12.3.4", or undefined when there is none
 * @returns {boolean}
 */
export function isNewEnough(tool, version) {
  const major = /^v?(\d+)\.\d+\.\d+/.exec(version?.trim() ?? "")?.[1];
  return major !== undefined && Number(major) >= oldestMajor[tool];
}
