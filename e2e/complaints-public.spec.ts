import type { Page } from "@playwright/test";
import { as, ok, once, seen, type Api, type Schemas } from "./api/client";
import { expect, expectAccessibleInBothThemes, test } from "./support/office";

/** The smallest picture there is. */
const PICTURE = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64");

const MATTER = "淋浴房玻璃自爆，所幸没有人受伤";

/** Files on the public form; number and code as they stand on the screen. */
async function files(page: Page): Promise<{ number: string; code: string }> {
  await page.goto("/care");
  await expect(page.getByRole("heading", { level: 1, name: "我要投诉" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByLabel("发生了什么").fill(MATTER);
  await page.getByRole("radio", { name: "质量" }).check();
  await page.getByLabel("怎么称呼您").fill("王敏");
  await page.getByRole("textbox", { name: "电话" }).fill("13700002222");
  await page.getByLabel("附上照片或文件").setInputFiles([
    { name: "玻璃.png", mimeType: "image/png", buffer: PICTURE },
    { name: "程序.txt", mimeType: "text/plain", buffer: Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03]) },
  ]);
  await expect(page.getByRole("button", { name: "不发 玻璃.png" })).toBeVisible();
  // A form that comes back sooner than a person types is refused, and kept.
  await expect(async () => {
    await page.getByRole("button", { name: "提交投诉" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "我们收到了" })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(page.getByText("已收到：玻璃.png")).toBeVisible();
  await expect(page.getByText("没有收到 程序.txt")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  return { number: (await page.locator("[data-test=number]").textContent())!, code: (await page.locator("[data-test=code]").textContent())! };
}

async function follows(page: Page, { number, code }: { number: string; code: string }): Promise<void> {
  await page.goto("/care/case");
  await page.getByLabel("编号").fill(number);
  await page.getByLabel("查询码").fill(code);
  await page.getByRole("button", { name: "查看", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: number })).toBeVisible();
}

/** The company's part, from the assignment on or from a reopened investigation on, until the customer is asked. */
async function carriesOut(number: string): Promise<string> {
  const [manager, investigator, director] = (await Promise.all(["service.manager", "agent2", "director"].map(as))) as [Api, Api, Api];
  const list = ok(await manager.GET("/api/v1/complaints", { params: { query: { filter: { number } } } }));
  const id = list.items[0]!.id;
  const now = async (): Promise<Schemas["Complaint"]> => ok(await manager.GET("/api/v1/complaints/{id}", { params: { path: { id } } }));
  const acts = async (who: Api, body: Schemas["ComplaintAct"]) => {
    const params = { path: { id }, header: seen((await now()).version) };
    ok(await who.POST("/api/v1/complaints/{id}/transitions", { params, body }));
  };
  if ((await now()).status === "received") {
    const me = ok(await investigator.GET("/api/v1/me"));
    await acts(manager, { act: "assign", investigator_id: me.id });
  }
  const remedy = { findings: "钢化玻璃含杂质", cause: "进货检验漏检", measures: "更换整套玻璃", compensation: { amount: "300" }, due_on: "2030-01-01" };
  await acts(investigator, { act: "propose", ...remedy } as Schemas["ComplaintAct"]);
  await acts(investigator, { act: "submit" });
  const approval = (await now()).approval_id!;
  const paper = ok(await director.GET("/api/v1/approvals/{id}", { params: { path: { id: approval } } }));
  const params = { path: { id: approval }, header: { ...once(), ...seen(paper.version) } };
  ok(await director.POST("/api/v1/approvals/{id}/decisions", { params, body: { verdict: "approve", remark: "同意" } }));
  await acts(investigator, { act: "carry_out", result: "玻璃已更换" });
  return id;
}

test("a customer files without an account, is not satisfied, and in the end is", { tag: "@phone" }, async ({ page }) => {
  test.setTimeout(180_000);
  const kept = await files(page);
  await page.getByRole("link", { name: "查看处理进展" }).click();
  await page.getByLabel("编号").fill(kept.number);
  await page.getByLabel("查询码").fill("2222-2222");
  await page.getByRole("button", { name: "查看", exact: true }).click();
  await expect(page.getByText("编号或查询码不对").first()).toBeVisible();
  await follows(page, kept);
  await expect(page.getByText("已收到").first()).toBeVisible();
  await page.getByLabel("要补充的内容").fill("下午四点以后在家");
  await page.getByRole("button", { name: "提交补充" }).click();
  await expect(page.getByText("下午四点以后在家")).toBeVisible();
  await page.getByLabel("附上照片或文件").setInputFiles({ name: "铰链.png", mimeType: "image/png", buffer: PICTURE });
  await expect(page.getByText("发来文件：铰链.png")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await carriesOut(kept.number);
  await follows(page, kept);
  await expect(page.getByText("玻璃已更换").first()).toBeVisible();
  await page.getByRole("radio", { name: "2 不满意" }).check();
  await page.getByLabel("想说的话").fill("门还关不严");
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.getByText("正在查明原因").first()).toBeVisible();
  await expect(page.getByText("您不满意，我们重新调查，编号不变")).toBeVisible();

  const id = await carriesOut(kept.number);
  const agent = await as("service.manager");
  const link = ok(await agent.POST("/api/v1/complaints/{id}/surveys", { params: { path: { id } } }));
  await page.goto("about:blank");
  await page.goto(new URL(link.address).pathname + new URL(link.address).hash);
  await expect(page.getByRole("heading", { level: 1, name: "请您评价" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("radio", { name: "5 很满意" }).check();
  await page.getByRole("button", { name: "提交评价" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "谢谢您的评价" })).toBeVisible();
  const closed = ok(await agent.GET("/api/v1/complaints/{id}", { params: { path: { id } } }));
  expect([closed.status, closed.number, closed.reopened]).toEqual(["closed", kept.number, 1]);
  await follows(page, kept);
  await expect(page.getByText("您表示满意，已办结")).toBeVisible();
  await expect(page.getByLabel("要补充的内容")).toHaveCount(0);
  await page.goto("about:blank");
  await page.goto(new URL(link.address).pathname + new URL(link.address).hash);
  await expect(page.getByText("这个链接已经用过或已过期")).toBeVisible();
});
