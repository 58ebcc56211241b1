export interface ContactSourceTable {
  source: string;
  /** The key of the contact at its source. */
  key: string;
  contact_id: string;
}
