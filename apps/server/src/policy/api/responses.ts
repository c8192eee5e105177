import type { RouteConfig, z } from "@hono/zod-openapi";
import { apiVersionHeader, described, Problem, problems, type ProblemCode } from "@huican/contract";

/** What an endpoint is called, in both languages. */
export function titled(
  zh: string,
  en: string,
): { readonly summary: string; readonly "x-title": { readonly zh: string; readonly en: string } } {
  return { summary: `${zh} / ${en}`, "x-title": { zh, en } };
}

/** What an endpoint may answer: its own shape, and the problems that it knows besides those of every endpoint. */
export function responses(answer: z.ZodType, zh: string, en: string, codes: readonly ProblemCode[]): RouteConfig["responses"] {
  const all = [...codes, "internal"] as const;
  const statuses = [...new Set(all.map((code) => problems[code].status))].sort((a, b) => a - b);
  return {
    200: {
      ...described(zh, en),
      headers: { [apiVersionHeader]: { ...described("接口的版本。", "The version of the API."), schema: { type: "string" } } },
      content: { "application/json": { schema: answer } },
    },
    ...Object.fromEntries(
      statuses.map((status) => {
        const own = all.filter((code) => problems[code].status === status);
        const names = (language: "zh" | "en", comma: string) => own.map((code) => problems[code][language]).join(comma);
        return [
          status,
          {
            ...described(names("zh", "、"), names("en", ", ")),
            "x-codes": own,
            content: { "application/problem+json": { schema: Problem } },
          },
        ];
      }),
    ),
  };
}

/** What may be wrong with a case. */
export const caseCodes: readonly ProblemCode[] = [
  "not_json",
  "unknown_fact",
  "wrong_type",
  "bad_date",
  "out_of_range",
  "bad_value",
  "derived_fact",
  "contradiction",
  "bad_parameter",
  "not_found",
  "too_many",
  "too_large",
  "unsupported_type",
  "too_many_requests",
];
