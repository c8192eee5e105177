import { fork } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Pack } from "@huican/engine";
import { sql } from "kysely";
import { accessDoor, type AccessTools } from "../../apps/server/src/access/index.ts";
import { systemClock } from "../../apps/server/src/platform/clock.ts";
import { JobBoard } from "../../apps/server/src/platform/job-board.ts";
import { createLog } from "../../apps/server/src/platform/log.ts";
import type { Register } from "../../apps/server/src/registry/index.ts";
import { staffRoutes } from "../../apps/server/src/staff-routes.ts";
import { watched } from "../../apps/server/src/watched.ts";
import { signedInAs } from "../../apps/server/test/access/signed-in-people.ts";
import type { LoadAnswer, LoadUser } from "./load.ts";

/** 200 people who are signed in read, search, list, ask for changes and approve those of others for a minute, over HTTP, from a process of their own. */
export async function measureUsers(
  register: Register,
  packs: ReadonlyMap<string, Pack>,
  users: number,
  seconds: number,
): Promise<LoadAnswer> {
  const tools = { db: register.registry.db, cipher: register.cipher, clock: systemClock };
  const door = accessDoor({ publicUrl: undefined, addressOf: () => "192.0.2.1", oidc: null });
  const access = { ...tools, kind: "demo", nameOfArea: (code: string) => code } as const;
  door.open(access);
  const log = createLog("error");
  const watch = {
    place: { url: "" },
    keyPlace: join(tmpdir(), "huican-bench-no-keys.json"),
    clock: systemClock,
    log,
    board: new JobBoard(systemClock),
  };
  const app = staffRoutes({ register, packs, door, access, log, ...watched(register, watch) });
  const server = serve({ fetch: app.fetch, port: 0 });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    const load = fork(new URL("load.ts", import.meta.url), { stdio: "inherit" });
    load.send({ origin: `http://localhost:${port}`, seconds, users: await signedIn(tools, users) });
    const [answer] = (await once(load, "message")) as [LoadAnswer];
    return answer;
  } finally {
    server.close();
  }
}

/** A quarter at the district's desk, the others clerks of its streets; each with people of their area. */
async function signedIn(tools: AccessTools, count: number): Promise<readonly LoadUser[]> {
  const townships = await tools.db.asOwner((tx) =>
    sql<{ area: string; people: readonly number[]; names: readonly string[] }>`
      select left(s.area, 9) as area, (array_agg(s.id))[1:300] as people, (array_agg(n.plain))[1:50] as names
      from registry.subject s join registry.name_entry n on n.subject_id = s.id
      where s.kind = 'person' and s.area like '500106%' group by 1 order by 1`.execute(tx),
  );
  const users: LoadUser[] = [];
  for (let place = 0; place < count; place++) {
    const { area, people, names } = townships.rows[place % townships.rows.length] as (typeof townships.rows)[number];
    const isDesk = place % 4 === 0;
    const post = isDesk ? { role: "district-desk", area: "500106" } : { role: "street-clerk", area };
    users.push({ token: (await signedInAs(tools, post)).token, isDesk, people: people.map(Number), names });
  }
  return users;
}
