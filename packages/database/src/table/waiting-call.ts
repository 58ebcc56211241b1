/** A taken slot among the concurrent calls of one subject. */
export interface WaitingCallTable {
  id: string;
  subject: string;
  expires_at: Date;
}
