/** One line of a job as the caller sent it; never updated. */
export interface JobRowTable {
  job_number: number;
  row: number;
  ref: string | null;
  raw: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  full_name: string | null;
  company: string | null;
  domain: string | null;
  linkedin_url: string | null;
  defect: string | null;
  /** Of the file, where it does not follow from `row`. */
  line: number | null;
}
