/**
 * Addresses of synthetic people, spread evenly over `domains` sandbox domains, in an order that mixes the domains.
 * @param firstDomain number of the first domain, so that two files have none in common.
 */
export function bulkAddresses(rows: number, domains: number, firstDomain = 1): string[] {
  return Array.from({ length: rows }, (_, index) => {
    const domain = String((index % domains) + firstDomain).padStart(3, "0");
    return `person.${Math.floor(index / domains)}@d${domain}.bulk.test`;
  });
}
