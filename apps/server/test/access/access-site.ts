import { accessDoor, type AccessDoor, type OpenAccess } from "../../src/access/index.ts";
import type { AccessTools } from "../../src/access/access.ts";
import { Visitor } from "../visitor.ts";
import { application } from "../application.ts";

/** The whole site with a door for whoever signs in; open unless it is to stay shut. */
export async function accessSite(
  tools: AccessTools,
  {
    kind = "real",
    publicUrl,
    isOpen = true,
  }: { readonly kind?: OpenAccess["kind"]; readonly publicUrl?: string; readonly isOpen?: boolean } = {},
): Promise<{ readonly app: Awaited<ReturnType<typeof application>>; readonly access: AccessDoor; readonly visitor: () => Visitor }> {
  const access = accessDoor({ publicUrl, addressOf: () => "192.0.2.7" });
  if (isOpen) access.open({ ...tools, kind, nameOfArea: (code) => `区域${code}` });
  const app = await application({ access, clock: tools.clock, publicUrl });
  return { app, access, visitor: () => new Visitor((request) => app.request(request)) };
}
