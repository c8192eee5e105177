/** Raised by the rules of semantic versioning: the first figure when a caller has to change something. */
export const apiVersion = "1.0.0";

/** Names this API's version in every answer. */
export const apiVersionHeader = "Huican-Api-Version";

/** Where the API stands. */
export const apiBase = "/api";

/** Every address of the API, below {@link apiBase}. */
export const apiPaths = {
  decide: "/decide",
  ask: "/ask",
  packs: "/packs",
  pack: "/packs/{pack}",
  benefits: "/packs/{pack}/benefits",
  benefit: "/packs/{pack}/benefits/{benefit}",
  parameters: "/packs/{pack}/parameters",
  texts: "/packs/{pack}/texts",
  vocabulary: "/vocabulary",
  document: "/openapi.json",
} as const;
