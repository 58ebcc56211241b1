/** GCRA state: the theoretical arrival time of the next request. */
export interface RateBucketTable {
  key: string;
  arrival: Date;
}
