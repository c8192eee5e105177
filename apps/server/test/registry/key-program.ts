#!/usr/bin/env node
import { text } from "node:stream/consumers";

/** The program with which an office fetches its keys: what docs/register.md asks of it, spoken with the service of the test. */
const [what, replaced = ""] = process.argv.slice(2);
const headers = { authorization: `Bearer ${process.env["KEY_SERVICE_TOKEN"]}`, "if-match": replaced };
const address = `http://127.0.0.1:${process.env["KEY_SERVICE_PORT"]}/huican`;
const answer = await (what === "put"
  ? fetch(address, { method: "PUT", headers, body: await text(process.stdin) })
  : fetch(address, { headers }));
if (answer.status === 404 || answer.status === 412) process.exit(3);
if (!answer.ok) process.exit(1);
process.stdout.write(await answer.text());
