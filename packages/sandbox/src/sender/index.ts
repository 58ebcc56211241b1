import type { Sender } from "#sender/sender.ts";

/** The senders: the first is correct, each other has one mistake. */
export const senders: readonly Sender[] = [
  {
    name: "sound.deliverable.test",
    address: "127.77.254.1",
    does: "PTR and name agree, and SPF allows the address",
    pointer: "sound.deliverable.test",
    text: ["v=spf1 ip4:127.77.254.1 -all"],
  },
  {
    name: "nameless.deliverable.test",
    address: "127.77.254.2",
    does: "Its address has no PTR",
    text: ["v=spf1 a -all"],
  },
  {
    name: "misnamed.deliverable.test",
    address: "127.77.254.3",
    does: "The PTR of its address names a host with another address",
    pointer: "sound.deliverable.test",
    text: ["v=spf1 a -all"],
  },
  {
    name: "unauthorized.deliverable.test",
    address: "127.77.254.4",
    does: "Its SPF does not allow its own address",
    pointer: "unauthorized.deliverable.test",
    text: ["v=spf1 -all"],
  },
  {
    name: "listed.deliverable.test",
    address: "127.77.254.5",
    does: "Is on the block list from the start",
    pointer: "listed.deliverable.test",
    listed: true,
    text: ["v=spf1 a -all"],
  },
];
