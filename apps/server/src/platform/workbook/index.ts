/** Workbooks for Excel and WPS, made row by row and marked with who took them away. */
export { workbookBytes, type Column, type Value } from "./workbook-bytes.ts";
export { streamOf } from "./stream-of.ts";
