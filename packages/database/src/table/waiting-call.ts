/** A place among the calls of one subject that wait for an answer at once. */
export interface WaitingCallTable {
  id: string;
  subject: string;
  expires_at: Date;
}
