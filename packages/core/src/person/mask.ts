/** `ada@acme.test` → `a••@acme.test`: enough to recognise, not enough to write to. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const [first = ""] = address;
  return `${first}••${address.slice(at)}`;
}
