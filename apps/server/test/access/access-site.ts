import { accessDoor, type AccessDoor, type oidcProvider, type OpenAccess } from "../../src/access/index.ts";
import type { AccessTools } from "../../src/access/access.ts";
import { Visitor } from "../visitor.ts";
import { application } from "../application.ts";

type SiteWish = {
  readonly kind?: OpenAccess["kind"];
  readonly publicUrl?: string;
  readonly isOpen?: boolean;
  readonly oidc?: ReturnType<typeof oidcProvider> | null;
};

/** The whole site with a door for whoever signs in; open unless it is to stay shut. */
export async function accessSite(
  tools: AccessTools,
  { kind = "real", publicUrl, isOpen = true, oidc = null }: SiteWish = {},
): Promise<{ readonly app: Awaited<ReturnType<typeof application>>; readonly access: AccessDoor; readonly visitor: () => Visitor }> {
  const access = accessDoor({ publicUrl, addressOf: () => "192.0.2.7", oidc });
  if (isOpen) access.open({ ...tools, kind, nameOfArea: (code) => `区域${code}` });
  const app = await application({ access, clock: tools.clock, publicUrl });
  return { app, access, visitor: () => new Visitor((request) => app.request(request)) };
}
