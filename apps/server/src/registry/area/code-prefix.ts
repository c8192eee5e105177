/** What the codes of everything in an area begin with: 500106 for a district, 5111 for a city, 50 for a province. */
export function codePrefix(code: string): string {
  return code.length === 6 ? code.replace(/(00){1,2}$/, "") : code.replace(/(000)+$/, "");
}
