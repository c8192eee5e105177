/** What a document is, as people call it. */
export function formatText(mediaType: string): string {
  return { "application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG" }[mediaType] ?? mediaType;
}
