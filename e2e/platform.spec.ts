import { as, ok, once, type Schemas } from "./api/client";
import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

/** A complaint of a new customer: a task for the manager of the service. */
async function filed(name: string): Promise<Schemas["Complaint"]> {
  const rep = await as("rep");
  const file: Schemas["CustomerForm"] = { name, kind: "company", tier: "c", city: "德阳", phone: "13816614888", need: "门窗" };
  const customer = ok(await rep.POST("/api/v1/customers", { params: { header: once() }, body: file }));
  const body: Schemas["NewComplaint"] = { customer_id: customer.id, matter: "门板开裂", category: "quality", channel: "phone" };
  return ok(await rep.POST("/api/v1/complaints", { params: { header: once() }, body }));
}

test("the bell counts a new notification at once, and it can be read", { tag: "@phone" }, async ({ page, isMobile }) => {
  await signIn(page, "service.manager");
  await page.goto("/notifications");
  await expect(page.getByRole("heading", { level: 1, name: "通知" })).toBeVisible();
  await page.getByRole("button", { name: "全部标为已读" }).click();
  const bell = isMobile ? page.getByRole("button", { name: "更多" }) : page.getByRole("link", { name: "通知", exact: false }).first();
  await expect(bell.locator(".count")).toHaveCount(0);

  const { number } = await filed(isMobile ? "德阳宏达门窗厂" : "德阳恒信门窗厂");
  await expect(bell.locator(".count")).toHaveText("1");
  await page.reload();
  const row = page.getByRole(isMobile ? "listitem" : "row").filter({ hasText: number });
  await expect(row).toContainText("林晓");
  await expectAccessibleInBothThemes(page);
  await row.getByRole("button", { name: "标为已读" }).click();
  await expect(row).toContainText("已读");
  await expect(bell.locator(".count")).toHaveCount(0);
});

test("an administrator adds a web hook, keeps its secret, pauses it and sees what was sent", { tag: "@phone" }, async ({ page, isMobile }) => {
  const name = isMobile ? "移动报表系统" : "报表系统";
  await signIn(page, "admin");
  if (isMobile) await page.goto("/webhooks");
  else await goTo(page, "Webhook");
  await page.getByRole("button", { name: "新建 Webhook" }).click();
  const form = page.getByRole("dialog", { name: "新建 Webhook" });
  await form.getByLabel("名称").fill(name);
  await form.getByLabel("地址").fill("https://127.0.0.1/hook");
  await form.getByRole("button", { name: "保存" }).click();
  await expect(form.getByText("此地址在内部网络中", { exact: false })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await form.getByLabel("地址").fill("https://hooks.example.invalid/yunchou");
  await form.getByLabel("事件").fill("complaint.*");
  await form.getByRole("button", { name: "保存" }).click();
  const secret = page.getByRole("dialog", { name: "签名密钥" });
  await expect(secret.getByRole("textbox", { name: "签名密钥" })).toHaveValue(/^whsec_/);
  await expectAccessibleInBothThemes(page);
  await secret.getByRole("button", { name: "已保存" }).click();

  const row = page.getByRole(isMobile ? "listitem" : "row").filter({ hasText: name }).last();
  await expect(row).toContainText("启用");
  await expectAccessibleInBothThemes(page);
  await filed(isMobile ? "德阳宏远门窗厂" : "德阳恒远门窗厂");
  await page.goto("/webhook-deliveries");
  await expect(page.getByText("complaint.filed").first()).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto("/webhooks");
  await row.getByRole("button", { name: "暂停" }).click();
  await expectSaid(page, new RegExp(`${name} 现在`));
  await expect(row).toContainText("已暂停");
  await page.goto("/jobs");
  await expect(page.getByRole("heading", { level: 1, name: "后台任务" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
