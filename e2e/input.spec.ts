import { as, ok, once, type Schemas } from "./api/client";
import { expect, signIn, test } from "./support/office";

/** Names that are markup, scripts, SQL, templates, of another direction, or composed: shown as they are, and nothing runs. */
const ODD = [
  `<img src=x onerror="window.pwned=1">`,
  `"><script>window.pwned=1</script>`,
  `</title><svg onload="window.pwned=1">`,
  `'; DROP TABLE customer; --`,
  `{{constructor.constructor('window.pwned=1')()}}`,
  `javascript:window.pwned=1`,
  `شركة النور للديكور`,
  `👨‍👩‍👧‍👦 🏳️‍🌈 庆典公司`,
];

test("what is typed as a name is shown as a name everywhere, and never run", async ({ page }) => {
  test.setTimeout(180_000);
  const rep = await as("rep");
  const me = ok(await rep.GET("/api/v1/me", {}));
  const files: Schemas["Customer"][] = [];
  for (const name of ODD) {
    const file: Schemas["CustomerForm"] = { name, kind: "company", tier: "c", city: [...name].slice(0, 10).join(""), need: name };
    const customer = ok(await rep.POST("/api/v1/customers", { params: { header: once() }, body: file }));
    const task: Schemas["AssignmentForm"] = { title: name, owner_id: me.id, priority: "urgent", repeat: "never" };
    ok(await rep.POST("/api/v1/assignments", { params: { header: once() }, body: task }));
    files.push(customer);
  }
  const unharmed = async () => expect(await page.evaluate(() => "pwned" in window), await page.title()).toBe(false);

  await signIn(page, "rep");
  await page.goto("/customers?sort=-created_at");
  for (const name of ODD) await expect(page.getByRole("link", { name, exact: false }).first()).toBeVisible();
  await unharmed();
  for (const [n, file] of files.entries()) {
    await page.goto(`/customers/${file.id}`);
    await expect(page.getByRole("heading", { level: 1, name: ODD[n] })).toBeVisible();
    expect(await page.title()).toContain([...ODD[n]!].slice(0, 6).join(""));
    await unharmed();
  }
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").last().fill("<img src");
  await expect(page.getByRole("option", { name: /<img src=x/ }).first()).toBeVisible();
  await unharmed();
});

test("a name that reads as another is refused at its field", async ({ page }) => {
  await signIn(page, "rep");
  await page.goto("/tasks/new");
  await page.getByLabel("做什么").fill("报价\u202Exslx.单");
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page.locator(".wrong").first()).toBeVisible();
  await expect(page).toHaveURL(/\/tasks\/new/);
});

test("a session that ends while somebody writes loses nothing, and what was typed is saved after signing in over it", async ({ page }) => {
  await signIn(page, "rep3");
  await page.goto("/tasks/new");
  await page.getByLabel("做什么").fill("写到一半的任务");
  await page.getByLabel("说明").fill("第一行\n第二行");
  // Somebody ends the session from elsewhere; the token of the page is worth nothing from now on.
  const elsewhere = await as("rep3");
  expect((await elsewhere.DELETE("/api/v1/me/sessions", {})).response.status).toBe(204);
  await page.getByRole("button", { name: "交办" }).click();
  const dialog = page.getByRole("dialog", { name: "登录已过期" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("密码").fill("yunchou-demo");
  await dialog.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "写到一半的任务" })).toBeVisible();
  await expect(page.getByText("第二行")).toBeVisible();
});
