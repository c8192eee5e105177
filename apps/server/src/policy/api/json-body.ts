import type { Context } from "hono";
import { apiErrors } from "./errors.ts";

/**
 * The parsed body of a request.
 * @throws ProblemRefusal where it is not JSON in UTF-8
 */
export async function jsonBody(c: Context): Promise<unknown> {
  const [type = "", ...parameters] = (c.req.header("content-type") ?? "").split(";").map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith("charset="))
    ?.slice("charset=".length)
    .replaceAll('"', "");
  const isReadable = type === "application/json" && (charset === undefined || charset === "utf-8" || charset === "utf8");
  // A body in GBK or a compressed one would be read as other text than was sent.
  if (!isReadable || (c.req.header("content-encoding") ?? "identity") !== "identity") throw apiErrors.notJsonType();
  const text = await c.req.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw apiErrors.notJson();
  }
}
