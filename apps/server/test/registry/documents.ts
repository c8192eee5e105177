import { deflateSync } from "node:zlib";

/** One dot. */
export const aPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The smallest photograph: 1 by 1. */
export const aJpeg = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==",
  "base64",
);

/** A PDF of one empty page with some more objects in it. */
export function aPdf(more = ""): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n${more}\ntrailer\n<</Root 1 0 R/Size 4>>\n%%EOF\n`,
    "latin1",
  );
}

/** The same with objects packed away in a stream. */
export function aPackedPdf(objects: string): Buffer {
  const packed = deflateSync(Buffer.from(objects, "latin1")).toString("latin1");
  return aPdf(`4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>\nstream\n${packed}\nendstream\nendobj`);
}
