/** Parts of the API, each fuzzed by its own test file. A path belongs to the first part that matches it. */
const subjects = {
  jobs: /^\/v1\/jobs\b/,
  operator: /^\/ops\//,
  account: /^\/v1\/(?:signup|sessions?|password|members|invitations|keys|leaks|credits|usage)\b/,
  people: /^\/v1\/(?:search|providers|lookup|reveal|verify|enrich|suppressions|contacts)\b/,
  others: /^/,
} as const;

export type Subject = keyof typeof subjects;

export function subjectOf(path: string): Subject {
  return (Object.keys(subjects) as Subject[]).find((subject) => subjects[subject].test(path)) ?? "others";
}
