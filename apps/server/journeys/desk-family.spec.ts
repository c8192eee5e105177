import { expect, test, type Page } from "@playwright/test";
import { demoUrl } from "../../../playwright.config.ts";
import { expectAccessible, expectToFit } from "./accessible.ts";
import { openDesk } from "./opened-desk.ts";

test.use({ baseURL: demoUrl });

type Line = { readonly id: number; readonly name: string };
type Home = {
  readonly householdId: number | null;
  readonly members: readonly { readonly id: number; readonly role: string | null }[];
  readonly people: readonly (Line & { readonly deceased: boolean | null })[];
};

const ask = <Answer>(page: Page, path: string, body?: object) =>
  page.evaluate<Answer>(
    `fetch("/api/register${path}", ${body ? `{ method: "POST", headers: { "content-type": "application/json" }, body: ${JSON.stringify(JSON.stringify(body))} }` : "{}"}).then((r) => r.json())`,
  );

/** Two heads of households in the clerk's street, each of whose names nobody else there has. */
async function twoHeads(page: Page): Promise<readonly [Line, Line]> {
  const filters = [
    { fact: "person.deceased", is: "unknown" },
    { fact: "person.age", is: "at-least", value: 30 },
  ];
  const { people } = await ask<{ people: readonly Line[] }>(page, "/people/list", { filters, most: 100 });
  const heads: Line[] = [];
  for (const person of people.filter(({ name }) => people.filter((other) => other.name.includes(name)).length === 1)) {
    const { members } = await ask<Home>(page, `/people/${person.id}/household`);
    if (members.some(({ id, role }) => id === person.id && role === "head")) heads.push(person);
    if (heads.length === 2) return [heads[0] as Line, heads[1] as Line];
  }
  throw new Error("There are no two heads of households.");
}

test("somebody joins another household: picked by name, told what is amiss and what it does, approved by another person, and never in two", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const [host, joining] = await twoHeads(page);
  await page.goto(`/desk/people/${host.id}`);
  await page.getByText("有人加入这一户").click();
  await page.getByLabel("谁加入").fill(joining.name);
  await page
    .getByRole("list", { name: "找到的人" })
    .getByRole("button", { name: new RegExp(`№ ${joining.id}$`) })
    .press("Enter");
  await expect(page.getByRole("heading", { level: 3, name: "加入另一户" })).toBeVisible();
  await expect(page.getByText(`加入谁的一户：${host.name}`)).toBeVisible();
  await expect(page.getByText("谁也不会同时在两户")).toBeVisible();
  await page.getByLabel("和户主的关系").selectOption({ label: "户主" });
  await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "还有几处要补" })).toContainText("这一户已有户主");
  await page.getByLabel("和户主的关系").selectOption({ label: "兄弟姐妹" });
  await page.getByLabel("理由和依据").fill("持户口簿申请，已核对");
  await page.getByRole("button", { name: "先看看对待遇的影响" }).press("Enter");
  await expect(page.getByRole("status", { name: "试算结果" })).toBeVisible();
  await expectAccessible(page, { label: "joins" });
  await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
  await page.getByRole("link", { name: "看这份申请" }).press("Enter");
  const versions = page.getByRole("table", { name: "变更前后对照" });
  await expect(versions).toContainText(`${host.name}家`);
  await expect(versions).toContainText("兄弟姐妹");
  const address = new URL(page.url()).pathname;

  const chief = await openDesk(browser, "district-desk", address);
  await chief.page.getByRole("button", { name: "批准" }).press("Enter");
  await expect(chief.page.getByText("已批准").first()).toBeVisible();

  await page.goto(`/desk/people/${host.id}`);
  const table = page.getByRole("table", { name: "家庭和亲属" });
  await expect(table.getByRole("row").filter({ hasText: joining.name })).toContainText("兄弟姐妹");
  const [theirs, own] = [await ask<Home>(page, `/people/${joining.id}/household`), await ask<Home>(page, `/people/${host.id}/household`)];
  expect(theirs.householdId).toBe(own.householdId);
  // Nobody acts for themselves.
  await page.getByRole("navigation", { name: "变更家庭" }).getByRole("link", { name: "增加监护人、代办人" }).press("Enter");
  await page.getByLabel("谁来监护或代办").fill(host.name);
  await page
    .getByRole("list", { name: "找到的人" })
    .getByRole("button", { name: new RegExp(`№ ${host.id}$`) })
    .press("Enter");
  await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
  await expect(page.getByText("不能选本人。").first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "acts, on a phone");
  expect([...complaints, ...chief.complaints]).toEqual([]);
});

test("a spouse and a child are recorded: picked by name, told what it does, approved by another person, and ended in the file of whoever it is about", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const [one, other] = await twoHeads(page);
  const pick = async (label: string, person: Line) => {
    await page.getByLabel(label).fill(person.name);
    await page
      .getByRole("list", { name: "找到的人" })
      .getByRole("button", { name: new RegExp(`№ ${person.id}$`) })
      .press("Enter");
  };
  const links = page.getByRole("navigation", { name: "变更家庭" });
  const chief = await openDesk(browser, "district-desk", "/desk");
  /** Sends what is filled in, and another person approves. */
  const send = async () => {
    await page.getByLabel("理由和依据").fill("持结婚证申请，已核对");
    await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
    await page.getByRole("link", { name: "看这份申请" }).press("Enter");
    await expect(page.getByRole("table", { name: "变更前后对照" })).toBeVisible();
    await chief.page.goto(new URL(page.url()).pathname);
    await chief.page.getByRole("button", { name: "批准" }).press("Enter");
    await expect(chief.page.getByText("已批准").first()).toBeVisible();
  };
  type Tie = { readonly kind: string; readonly subjectId: number; readonly otherId: number };
  const ties = async () =>
    (await ask<{ readonly relations: readonly Tie[] }>(page, `/people/${one.id}/household`)).relations.map(
      ({ kind, subjectId, otherId }) => `${subjectId} ${kind} ${otherId}`,
    );

  await page.goto(`/desk/people/${one.id}`);
  await links.getByRole("link", { name: "登记配偶" }).press("Enter");
  await pick("配偶是谁", one);
  await page.getByRole("button", { name: "提交，等待审批" }).press("Enter");
  await expect(page.getByText("不能选本人。").first()).toBeVisible();
  await page.getByRole("button", { name: "换一个人" }).press("Enter");
  await pick("配偶是谁", other);
  await page.getByLabel("从哪天起").fill("2026-01-01");
  await page.getByLabel("理由和依据").fill("持结婚证申请，已核对");
  await page.getByRole("button", { name: "先看看对待遇的影响" }).press("Enter");
  await expect(page.getByRole("status", { name: "试算结果" })).toBeVisible();
  await expectAccessible(page, { label: "spouse" });
  await send();
  expect(await ties()).toContain(`${one.id} spouse ${other.id}`);

  await page.goto(`/desk/people/${one.id}`);
  await links.getByRole("link", { name: "结束配偶、父母关系" }).press("Enter");
  await page.getByLabel("结束和谁的关系").selectOption({ label: `${other.name}（配偶）` });
  await send();
  expect(await ties()).not.toContain(`${one.id} spouse ${other.id}`);

  // A child's parents stand in the file of the child.
  await page.goto(`/desk/people/${one.id}`);
  await page.getByText("登记本人的子女").click();
  await pick("子女是谁", other);
  await expect(page.getByRole("heading", { level: 3, name: "登记父母" })).toBeVisible();
  await expect(page.getByText(`父亲或母亲是谁：${one.name}`)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "parent, on a phone");
  expect([...complaints, ...chief.complaints]).toEqual([]);
});

/** A head of a household in the clerk's street with a spouse and others, all of whom are seen and live. */
async function headOfMany(page: Page): Promise<Home & { readonly head: Line; readonly spouse: Line; readonly others: readonly Line[] }> {
  const { people } = await ask<{ people: readonly Line[] }>(page, "/people/list", { filters: [], most: 200 });
  for (const person of people) {
    const home = await ask<Home>(page, `/people/${person.id}/household`);
    const named = (role: string) => home.people.find(({ id }) => home.members.some((member) => member.id === id && member.role === role));
    const [head, spouse] = [named("head"), named("spouse")];
    const others = home.people.filter(({ id }) => id !== spouse?.id && id !== head?.id && home.members.some((member) => member.id === id));
    const isWhole = home.members.length === others.length + 2 && home.people.every(({ deceased }) => !deceased);
    if (head?.id === person.id && spouse && others.length > 0 && isWhole) return { ...home, head, spouse, others };
  }
  throw new Error("There is no such household.");
}

test("the head of a household is changed by one request: everybody's part in it is told, tried, approved by another person, and undone as a whole", async ({
  browser,
}) => {
  const { page, complaints } = await openDesk(browser, "street-clerk", "/desk/people");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const { head, spouse, others, members } = await headOfMany(page);
  const roles = async () => {
    const { members: now } = await ask<Home>(page, `/people/${head.id}/household`);
    return Object.fromEntries(now.map(({ id, role }) => [id, role]));
  };
  const before = Object.fromEntries(members.map(({ id, role }) => [id, role]));
  const link = page.getByRole("navigation", { name: "变更家庭" }).getByRole("link", { name: "换户主" });
  const send = page.getByRole("button", { name: "提交，等待审批" });
  // It is asked for in the file of the head: from that of another one is led there.
  await page.goto(`/desk/people/${spouse.id}`);
  await link.press("Enter");
  await page.getByText("换户主在现在的户主的档案里申请").getByRole("link", { name: head.name }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`/people/${head.id}/change`));
  await expect(page.getByRole("heading", { level: 3, name: "换户主" })).toBeVisible();
  await send.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "还有几处要补" })).toContainText("请选择新的户主");
  await page.getByLabel("新的户主").selectOption({ label: `${spouse.name}（配偶）` });
  await page.getByLabel("原户主是新户主的").selectOption({ label: "离开这一户" });
  await expect(page.getByRole("status", { name: "请注意" })).toContainText("原户主离开以后不在任何一户");
  await page.getByLabel("原户主是新户主的").selectOption({ label: "配偶" });
  await expect(page.getByRole("alert").filter({ hasText: "还有几处要补" })).toContainText(`请选择${others[0]?.name}是新户主的什么人`);
  for (const { name } of others) await page.getByLabel(`${name}是新户主的`).selectOption({ label: "其他亲属" });
  await page.getByLabel("理由和依据").fill("持户口簿申请，已核对");
  await page.getByRole("button", { name: "先看看对待遇的影响" }).press("Enter");
  const trial = page.getByRole("status", { name: "试算结果" });
  for (const { name } of [head, spouse, ...others]) await expect(trial.getByRole("heading", { name })).toBeVisible();
  await expectAccessible(page, { label: "head" });
  await page.setViewportSize({ width: 360, height: 740 });
  await expectToFit(page, "head, on a phone");
  await page.setViewportSize({ width: 1366, height: 768 });
  await send.press("Enter");
  await page.getByRole("link", { name: "看这份申请" }).press("Enter");
  const row = page.getByRole("table", { name: "变更前后对照" }).getByRole("row");
  await expect(row.filter({ has: page.getByRole("rowheader", { name: `家庭成员：${spouse.name}` }) })).toContainText(/配偶[^]*户主/);
  await expect(row.filter({ has: page.getByRole("rowheader", { name: /^家庭成员(?!：)/ }) })).toContainText(/户主[^]*配偶/);
  expect(await roles()).toEqual(before);
  await expectAccessible(page, { label: "head, asked for" });
  const address = new URL(page.url()).pathname;

  const chief = await openDesk(browser, "district-desk", address);
  await chief.page.getByRole("button", { name: "批准" }).press("Enter");
  await expect(chief.page.getByText("已批准").first()).toBeVisible();
  expect(await roles()).toEqual({ ...Object.fromEntries(others.map(({ id }) => [id, "other"])), [head.id]: "spouse", [spouse.id]: "head" });
  await page.goto(`/desk/people/${head.id}`);
  await expect(page.getByRole("table", { name: "家庭和亲属" }).getByRole("row").nth(1)).toContainText(spouse.name);

  await page.goto(address);
  await page.getByRole("button", { name: "申请撤销" }).press("Enter");
  await page.getByLabel("为什么撤销？").fill("户口簿看错了");
  await page.getByRole("button", { name: "提交撤销申请" }).press("Enter");
  await expect(page.getByText("已提交撤销申请").first()).toBeVisible();
  type Waiting = { readonly changes: readonly { readonly id: number }[] };
  const { changes } = await ask<Waiting>(page, `/changes?state=waiting&file=${head.id}`);
  await chief.page.goto(`/desk/changes/${changes[0]?.id}`);
  await chief.page.getByRole("button", { name: "批准" }).press("Enter");
  await expect(chief.page.getByText("已批准").first()).toBeVisible();
  expect(await roles()).toEqual(before);
  expect([...complaints, ...chief.complaints]).toEqual([]);
});
