import type { Verification } from "@winnow/core";

/** The verifier's answer about an accepted address, in shape and size. */
export function accepted(address: string): Verification {
  const domain = address.slice(address.indexOf("@") + 1);
  const host = `mx.${domain}`;
  const at = new Date();
  const reply = { host, address: "127.77.1.7", attempt: 0, at };
  return {
    input: address,
    address,
    verdict: { status: "valid", reason: "accepted" },
    flags: {},
    checkedAt: at,
    evidence: [
      {
        stage: "dns",
        outcome: "hosts",
        domain,
        hosts: [{ host, preference: 10, addresses: ["127.77.1.7"] }],
        at,
      },
      { ...reply, stage: "rcpt", code: 250, enhanced: "2.1.5", text: "Ok" },
      {
        ...reply,
        stage: "catch_all",
        code: 550,
        enhanced: "5.1.1",
        text: `<s4xtnbm45p87sv8t@${domain}>: Recipient address rejected: User unknown in local recipient table`,
        recipient: `s4xtnbm45p87sv8t@${domain}`,
      },
    ],
  };
}
