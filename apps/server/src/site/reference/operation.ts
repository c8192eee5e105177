import type { Text } from "@huican/engine";
import type { ApiDocument } from "../../policy/api/index.ts";

/** What this page reads of a JSON Schema. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly "x-text"?: Text;
  readonly example?: string;
};

/** A parameter in an address or behind it. */
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: JsonSchema };

/** One endpoint, as the document describes it. */
export type Operation = {
  readonly method: string;
  /** The address from the root, with its parameters in braces. */
  readonly path: string;
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly schema: JsonSchema; readonly example: unknown } | null;
  readonly answer: JsonSchema;
  readonly codes: readonly string[];
};

type Content = { readonly schema: JsonSchema; readonly example?: unknown };
type Response = { readonly content: Readonly<Record<string, Content>>; readonly "x-codes"?: readonly string[] };
type Written = {
  readonly operationId: string;
  readonly "x-title": Text;
  readonly "x-text": Text;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly "application/json": Content } };
  readonly responses: Readonly<Record<string, Response>>;
};

/** The endpoints of a document, in its order. */
export function operationsOf(document: ApiDocument): readonly Operation[] {
  const base = document.servers?.[0]?.url ?? "";
  const paths = document.paths as unknown as Readonly<Record<string, Readonly<Record<string, Written>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, written]): Operation => {
      const body = written.requestBody?.content["application/json"];
      return {
        method: method.toUpperCase(),
        path: `${base}${path}`,
        id: written.operationId,
        title: written["x-title"],
        text: written["x-text"],
        parameters: written.parameters ?? [],
        body: body ? { schema: body.schema, example: body.example } : null,
        answer: written.responses["200"]?.content["application/json"]?.schema ?? {},
        codes: Object.values(written.responses).flatMap((response) => response["x-codes"] ?? []),
      };
    }),
  );
}

/** The shapes that the document names, in alphabetical order. */
export function shapesOf(document: ApiDocument): readonly (readonly [string, JsonSchema])[] {
  const schemas = (document.components?.schemas ?? {}) as unknown as Readonly<Record<string, JsonSchema>>;
  return Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1));
}
