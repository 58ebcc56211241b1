/** The process clock, for what is shown. Leases and due times use the database's clock. */
export interface Clock {
  now(): Date;
}
