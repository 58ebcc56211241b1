/** The world of the examples: one organization and its work on one morning. Ids have the shape of real ones. */
export const exampleIds = {
  organization: "org_01kaqv2wtefhr9m3c0d8n5x7yz",
  member: "mem_01kaqv2wtf0x4q1d7kz5rj8s2b",
  session: "ses_01kaqv5k7d2g5j8m1p4s7v0y3a",
  invitation: "inv_01kaqv8n3yb6t0f2m4w9e1h7cd",
  testKey: "key_01kaqv2wtg5m8p3s6y1b4e7h0k",
  liveKey: "key_01kaqv2wtgz0n3q6t9w2y5b8e1",
  upload: "upl_01kaqvb3c6f9j2m5p8s1v4y7z0",
  job: "job_01kaqvc7h2n5q8t1w4z7b0e3gk",
  capture: "ent_01kaqvd0m3p6s9v2y5a8c1f4hj",
  refund: "ent_01kaqvdz7q0s3v6y9b2d5g8j1m",
  grant: "ent_01kaqve4r6t9w2z5b8d1g4j7kn",
  suppression: "sup_01kaqvf9z2c5g8k1n4r7v0y3b6",
  contact: "ct_01kaqvg4m7q0t3w6z9c2f5j8n1",
  webhook: "whk_01kaqvh8r1t4w7z0c3f6j9m2p5",
  delivery: "del_01kaqvj2v5x8b1d4g7k0n3q6s9",
  event: "evt_01kaqvj2v4w7z0c3f6j9m2p5r8",
  reclassification: "rcl_01kaqvk1x4a7d0g3j6m9p2s5v8",
  request: "req_01kaqvm3y6b9e2h5k8n1q4t7w0",
} as const;

/** The times of that morning. */
export const exampleTimes = {
  created: "2026-11-23T09:30:00.000Z",
  started: "2026-11-23T09:30:00.120Z",
  checked: "2026-11-23T09:30:02.110Z",
  ended: "2026-11-23T09:30:02.480Z",
  nextDay: "2026-11-24T09:30:00.000Z",
  twoWeeksLater: "2026-12-07T09:30:00.000Z",
  monthLater: "2026-12-23T09:30:00.000Z",
} as const;

/** The callback URL of that organization. */
export const exampleCallback = "https://example.com/hooks/winnow";
