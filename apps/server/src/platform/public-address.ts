/** The address that the public knows, such as `https://huican.example.gov.cn`; null where a text is none. No path, no name, no password. */
export function publicAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, username, password, pathname, search, hash } = new URL(text);
  const isBare = pathname === "/" && search === "" && hash === "" && username === "" && password === "";
  return isBare && (protocol === "https:" || protocol === "http:") ? origin : null;
}
