import type { z } from "@hono/zod-openapi";
import { apiErrors, shapeFaults, type InputFault } from "./errors.ts";

const typeNames: Readonly<Record<string, readonly [string, string]>> = {
  string: ["应为文字", "it must be text"],
  number: ["应为数", "it must be a number"],
  boolean: ["应为 true 或 false", "it must be true or false"],
  array: ["应为数组", "it must be an array"],
  object: ["应为对象", "it must be an object"],
  record: ["应为对象", "it must be an object"],
};

/** The first thing that is wrong with the shape of an input. It repeats neither a value nor a name that somebody made up. */
export function shapeFault(error: z.core.$ZodError, known: readonly string[]): InputFault {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String).join(".");
  switch (issue?.code) {
    case "unrecognized_keys":
      return shapeFaults.unknownField(known);
    case "too_big":
      return shapeFaults.tooMany(path, Number(issue.maximum));
    case "invalid_value":
      return shapeFaults.badValue(path, issue.values.map(String));
    default: {
      const [zh, en] = typeNames[issue?.code === "invalid_type" ? issue.expected : ""] ?? ["应为文字或数", "it must be text or a number"];
      return shapeFaults.wrongType(path, zh, en);
    }
  }
}

/** What an endpoint does where its query does not fit: it refuses with the names that it knows. */
export function refusingOthers(
  query: z.ZodObject,
): (result: { readonly success: boolean; readonly error?: z.core.$ZodError }) => undefined {
  return ({ error }) => {
    if (error) throw apiErrors.ofInput(shapeFault(error, Object.keys(query.shape)));
    return undefined;
  };
}
