import { registryErrors } from "../errors.ts";
import type { MediaType } from "./attachment-content.ts";

const mostCharacters = 80;

const endings: Readonly<Record<MediaType, string>> = { "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png" };

/**
 * The name under which a file is listed: no folder, nothing that cannot be seen, the ending of what it is. Long numbers go, because names stand in lists: whoever scans
 * cards calls the scans by the numbers on them.
 * @throws Refusal where nothing is left of it
 */
export function checkedFileName(typed: string, mediaType: MediaType): string {
  const last = typed.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const stem = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replace(/\.[A-Za-z0-9]{1,5}$/, "")
    .replaceAll(/\d[\d\s.-]{5,}\d[Xx]?/g, "…")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^[.\s]+|[.\s]+$/g, "");
  if (stem === "") throw registryErrors.attachmentName();
  return Array.from(stem).slice(0, mostCharacters).join("") + endings[mediaType];
}
