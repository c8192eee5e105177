import pg from "pg";
import { ownPostgres } from "../tools/own-postgres.ts";

/** Measures on a database of its own in a real PostgreSQL, which is gone afterwards. @param measure gets its address, and which version it is: `18.4` */
export async function onOwnDatabase(measure: (url: string, version: string) => Promise<void>): Promise<void> {
  const server = await ownPostgres();
  const name = `bench_${process.pid}`;
  const ask = async (text: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query<Record<string, string>>(text);
    await client.end();
    return Object.values(rows[0] ?? {})[0] ?? "";
  };
  try {
    await ask(`create database ${name}`);
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    await measure(url.href, await ask("show server_version"));
  } finally {
    await ask(`drop database if exists ${name} with (force)`);
    await server.stop();
  }
}
