import { html, raw } from "hono/html";
import type { Tongue } from "../frame/language.ts";
import type { Html } from "../frame/page.ts";
import type { JsonSchema } from "./operation.ts";

/** A field as the page lists it. */
export type Field = { readonly name: string; readonly isRequired: boolean; readonly schema: JsonSchema };

/** Fields with what they hold and mean. Fields within a field stand below it. */
export function fieldList(tongue: Tongue, fields: readonly Field[]): Html {
  return html`<dl class="fields">
    ${fields.map(({ name, isRequired, schema }) => {
      const { t, say } = tongue;
      const within = isText(inner(schema)) ? [] : fieldsOf(inner(schema));
      return html`<div>
        <dt><code>${name}</code> <span class="soft">${typeText(tongue, schema)}${isRequired ? "" : t("，可省略", ", optional")}</span></dt>
        <dd>${schema["x-text"] ? say(schema["x-text"]) : raw("")} ${within.length > 0 ? fieldList(tongue, within) : raw("")}</dd>
      </div>`;
    })}
  </dl>`;
}

/** The fields of an object; none for anything else. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema): readonly Field[] {
  return Object.entries(properties).map(([name, schema]) => ({ name, isRequired: required.includes(name), schema }));
}

/** Whether a schema is a text in both languages, which is described in one place. */
function isText({ properties = {} }: JsonSchema): boolean {
  return Object.keys(properties).join() === "zh,en";
}

/** What a list holds, or what may be null: the schema whose fields a reader looks for. */
function inner(schema: JsonSchema): JsonSchema {
  if (schema.items) return inner(schema.items);
  const others = schema.anyOf?.filter(({ type }) => type !== "null") ?? [];
  return others.length === 1 ? inner(others[0] as JsonSchema) : schema;
}

/** The address of a named shape on the page. */
export function shapeAnchor(name: string): string {
  return `shape-${name}`;
}

/** What a schema holds, in words; a named shape is a link to it. */
export function typeText(tongue: Tongue, schema: JsonSchema): Html {
  const { t } = tongue;
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return html`<a href="#${shapeAnchor(name)}">${name}</a>`;
  }
  if (schema.anyOf)
    return joined(
      schema.anyOf.map((each) => typeText(tongue, each)),
      t(" 或 ", " or "),
    );
  if (schema.enum) return html`${schema.enum.map((value) => JSON.stringify(value)).join(" | ")}`;
  if (schema.const !== undefined) return html`${JSON.stringify(schema.const)}`;
  if (Array.isArray(schema.type))
    return joined(
      schema.type.map((type: string) => typeText(tongue, { ...schema, type })),
      t(" 或 ", " or "),
    );
  switch (schema.type) {
    case "array": {
      const most = schema.maxItems === undefined ? "" : t(`（最多${schema.maxItems}）`, ` (at most ${schema.maxItems})`);
      return html`${t("数组：", "array of ")}${typeText(tongue, schema.items ?? {})}${most}`;
    }
    case "object":
      if (isText(schema)) return typeText(tongue, { $ref: "Text" });
      return typeof schema.additionalProperties === "object"
        ? html`${t("名称到值：", "map of ")}${typeText(tongue, schema.additionalProperties)}`
        : html`${t("对象", "object")}`;
    case "integer":
      return html`${t("整数", "whole number")}`;
    case "number":
      return html`${t("数", "number")}`;
    case "boolean":
      return html`true | false`;
    case "null":
      return html`null`;
    default:
      return html`${t("文字", "text")}`;
  }
}

function joined(items: readonly Html[], between: string): Html {
  return html`${items.map((item, i) => (i === 0 ? item : html`${between}${item}`))}`;
}
