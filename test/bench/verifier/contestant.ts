/** The sandbox's addresses, for another process. */
export interface World {
  readonly dnsServers: readonly string[];
  readonly smtpPort: number;
  readonly allowedNetworks: readonly string[];
}

export interface Order {
  readonly addresses: readonly string[];
  /** Connections allowed at once. */
  readonly connections: number;
}

/** The answer about an address: `valid{accepted}`, or `valid`, `invalid`, `unknown` from verifiers without reasons. */
export type Said = string;

/** One verifier that is measured, in a separate process. */
export interface Contestant {
  /** Answers every address, as fast as it can. */
  verify(order: Order): Promise<Map<string, Said>>;
}

/** For verifiers that take one address at a time: as many calls at once as there may be connections. */
export function oneByOne(ask: (address: string) => Promise<Said>): Contestant {
  return {
    async verify({ addresses, connections }) {
      const answers = new Map<string, Said>();
      const waiting = addresses.values();
      const lane = async (): Promise<void> => {
        for (const address of waiting) answers.set(address, await ask(address));
      };
      await Promise.all(Array.from({ length: connections }, lane));
      return answers;
    },
  };
}
