export interface ContactSourceTable {
  source: string;
  /** How the source calls the contact. */
  key: string;
  contact_id: string;
}
