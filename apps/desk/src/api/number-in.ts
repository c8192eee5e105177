/** The number of a file or a request in an address; 0, which none has, where something else stands there. */
export function numberIn(said: string | undefined): number {
  return said !== undefined && /^[1-9]\d{0,14}$/.test(said) ? Number(said) : 0;
}
