import { as, ok, once, seen, type Api, type Schemas } from "./api/client";
import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

const MATTER = "楼梯扶手松动，等厂家寄样品";

/** A case of agent's that agent2 investigates. */
async function assigned(): Promise<Schemas["Complaint"]> {
  const [rep, agent, manager, investigator] = (await Promise.all(["rep", "agent", "service.manager", "agent2"].map(as))) as [Api, Api, Api, Api];
  const file: Schemas["CustomerForm"] = { name: "绵阳安居建材有限公司", kind: "company", tier: "c", city: "绵阳", phone: "13816613999", need: "扶手" };
  const customer = ok(await rep.POST("/api/v1/customers", { params: { header: once() }, body: file }));
  const body: Schemas["NewComplaint"] = { customer_id: customer.id, matter: MATTER, category: "quality", channel: "phone" };
  const filed = ok(await agent.POST("/api/v1/complaints", { params: { header: once() }, body }));
  const me = ok(await investigator.GET("/api/v1/me"));
  const params = { path: { id: filed.id }, header: seen(filed.version) };
  return ok(await manager.POST("/api/v1/complaints/{id}/transitions", { params, body: { act: "assign", investigator_id: me.id } }));
}

test("an investigator stops the clocks while the customer is waited for, and the board finds it", { tag: "@phone" }, async ({ page }) => {
  const { id, number } = await assigned();
  await signIn(page, "agent2");
  await page.goto(`/complaints/${id}`);
  await page.getByRole("button", { name: "暂停计时" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: "等待第三方" }).check();
  await dialog.getByLabel("说明").fill("等厂家寄来样品，预计两天");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "暂停计时" }).click();
  await expectSaid(page, `${number}：调查中`);
  await expect(page.getByText("等厂家寄来样品，预计两天").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "拟处理方案" })).toHaveCount(0);
  await expectAccessibleInBothThemes(page);

  await page.goto("/complaints?view=board&filter[paused_at]=null:false");
  await expect(page.getByRole("link", { name: number })).toContainText("已暂停");
  await page.goto("/complaints?view=board&filter[due_at]=lt:now");
  await expect(page.getByText("当前期限：已过")).toBeVisible();
  await expect(page.getByRole("link", { name: number })).toHaveCount(0);
  await expectAccessibleInBothThemes(page);

  await page.goto(`/complaints/${id}`);
  await page.getByRole("button", { name: "恢复计时" }).click();
  await expect(page.getByRole("button", { name: "拟处理方案" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "暂停记录" })).toBeVisible();
});

test("one press filters the list by what is due within a day", async ({ page }) => {
  const { number } = await assigned();
  await signIn(page, "service.manager");
  await goTo(page, "投诉");
  await page.getByRole("button", { name: "当前期限" }).first().click();
  await page.getByRole("button", { name: "已过" }).click();
  await expect(page).toHaveURL(/due_at.*lt(:|%3A)now/);
  await expect(page.getByRole("link", { name: number })).toHaveCount(0);
});

test("what was wrong at intake is put right, and whoever is complained about judges nothing any more (CPL-01, CPL-03)", async ({ page }) => {
  const { id, number } = await assigned();
  await signIn(page, "service.manager");
  await page.goto(`/complaints/${id}`);
  await page.getByRole("button", { name: "更正登记内容" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("combobox", { name: "被投诉人" }).fill("邓凯");
  await dialog.getByRole("option", { name: /邓凯/ }).click();
  await dialog.getByRole("button", { name: "保存更正" }).click();
  await expect(dialog.getByLabel("更正原因")).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel("更正原因").fill("客户来电说明：安装时由邓凯答应更换");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "保存更正" }).click();
  await expectSaid(page, `已更正 ${number}`);
  await expect(page.getByText("（空） → 邓凯")).toBeVisible();
  await expect(page.getByText("已受理").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await expect(page.getByText("邓凯 是被投诉人，不能调查本案。")).toBeVisible();
});
