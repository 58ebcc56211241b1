/** Addresses of synthetic people, spread evenly over `domains` sandbox domains, in an order that mixes the domains. */
export function bulkAddresses(rows: number, domains: number): string[] {
  return Array.from({ length: rows }, (_, index) => {
    const domain = String((index % domains) + 1).padStart(3, "0");
    return `person.${Math.floor(index / domains)}@d${domain}.bulk.test`;
  });
}
