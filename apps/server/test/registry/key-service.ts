import { createHash } from "node:crypto";
import { createServer } from "node:http";

/** A key service as an office may have one, in a process of its own: it keeps one text for whoever has the token. */
const token = process.argv[2];
let kept: string | null = null;

const server = createServer((request, response) => {
  const end = (status: number, body = "") => response.writeHead(status).end(body);
  if (request.headers.authorization !== `Bearer ${token}`) return end(401, "wrong token");
  if (request.method === "GET") return kept === null ? end(404) : end(200, kept);
  let body = "";
  request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    const now = kept === null ? "none" : createHash("sha256").update(kept).digest("hex");
    if (request.headers["if-match"] !== now) return end(412);
    kept = body;
    return end(204);
  });
  return undefined;
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as { port: number }).port));
