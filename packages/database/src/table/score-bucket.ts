/** Similar addresses, and their score by the latest fit; null: too few outcomes. */
export interface ScoreBucketTable {
  mode: "live" | "test";
  bucket: string;
  outcomes: number;
  score: number | null;
  model: string;
}
