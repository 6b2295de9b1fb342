import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";
import { NAMES, PASSWORD } from "./support/people";

/** What an authenticator app shows (RFC 6238). */
function appCode(secret: string, at = Date.now()): string {
  const bits = [...secret].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const number = hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The provider's own pages ask for fonts on the internet, which tests do without. */
async function keepOffTheInternet(page: Page): Promise<void> {
  await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.fulfill({ contentType: "text/css", body: "" }));
}

test("ORG-07: the newcomer accepts the confidentiality agreement and goes on to the page asked for @phone", async ({ page }, info) => {
  test.skip(info.project.name === "phone", "accepted once, at the desk");
  await page.goto("/customers");
  await page.getByLabel("用户名").fill("rep4");
  await page.getByLabel("密码").fill(PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "保密协议" })).toBeVisible();
  await expect(page.getByText("六、违约责任")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "我已阅读并同意" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "客户" })).toBeVisible();
});

// The assistant signs in nowhere else: from here on their password and second factor are their own.
test("ORG-06: a temporary password is changed before anything else, a second factor is asked for from then on", async ({ page }) => {
  await signIn(page, "admin");
  await goTo(page, "账号管理");
  await page.getByRole("button", { name: `管理 ${NAMES.assistant}` }).click();
  const dialog = page.getByRole("dialog", { name: "管理" });
  await dialog.getByRole("button", { name: "设置临时密码" }).click();
  const temporary = (await dialog.locator(".arithmetic").textContent())!;
  await expectAccessibleInBothThemes(page);

  await page.context().clearCookies();
  await page.goto("/");
  await page.getByLabel("用户名").fill("assistant");
  await page.getByLabel("密码").fill(temporary);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "请先设置新密码" })).toBeVisible();
  const password = "一句只有我知道的好记的话";
  await page.getByLabel("当前密码").fill(temporary);
  await page.getByLabel(/^新密码/).fill(password);
  await page.getByLabel("再输一次新密码").fill("别的话");
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("两次输入的新密码不一致")).toBeVisible();
  await page.getByLabel("再输一次新密码").fill(password);
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByRole("heading", { level: 1, name: NAMES.assistant })).toBeVisible();

  await page.goto("/me/security");
  await page.getByRole("button", { name: "启用两步验证" }).click();
  await page.getByLabel("当前密码").first().fill(password);
  await page.getByRole("button", { name: "下一步" }).click();
  await expect(page.getByRole("img", { name: "两步验证二维码" })).toBeVisible();
  const secret = (await page.locator("[data-secret]").getAttribute("data-secret"))!;
  await page.getByLabel("动态码").fill(appCode(secret));
  await page.getByRole("button", { name: "确认启用" }).click();
  const codes = (await page.getByLabel("恢复码").textContent())!.split("\n");
  expect(codes).toHaveLength(10);
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "我已保存好" }).click();
  await expect(page.getByText("还剩 10 个恢复码")).toBeVisible();

  await page.context().clearCookies();
  await page.goto("/");
  await page.getByLabel("用户名").fill("assistant");
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByLabel("动态码或恢复码").fill(codes[0]!);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: NAMES.assistant })).toBeVisible();
});

test("ORG-06: a person sees where they are signed in and signs out another device", async ({ page, browser }) => {
  const other = await browser.newPage();
  await signIn(other, "agent2");
  await signIn(page, "agent2");
  await page.goto("/me/security");
  await expect(page.getByText("本机")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "退出其他所有设备" }).click();
  await expectSaid(page, "其他设备已全部退出登录。");
  await other.getByRole("link", { name: "待办" }).first().click();
  await expect(other.getByRole("dialog", { name: "登录已过期" })).toBeVisible();
  await other.close();
});

test("ORG-06: a key is issued, opens the API, and is revoked", async ({ page, request }) => {
  await signIn(page, "director");
  await goTo(page, "集成与密钥");
  await page.getByRole("link", { name: "新建集成账号" }).first().click();
  await page.getByLabel("名称").fill("ERP 同步");
  await page.getByLabel("查看客户档案", { exact: true }).check();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "签发密钥" }).first().click();
  const dialog = page.getByRole("dialog", { name: "签发密钥" });
  await dialog.getByLabel("用于何处").fill("正式环境");
  await dialog.getByRole("button", { name: "签发密钥" }).click();
  const key = (await dialog.locator(".arithmetic").textContent())!;
  await dialog.getByRole("button", { name: "完成" }).click();
  const ask = () => request.get("/api/v1/customers", { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status()).toBe(200);
  await expect(page.getByText(key.slice(0, 10))).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "吊销" }).click();
  await expectSaid(page, "密钥已吊销。");
  expect((await ask()).status()).toBe(401);
});

test("ORG-06: single sign-on through a real provider leads to the page asked for", async ({ page }) => {
  await keepOffTheInternet(page);
  await page.goto("/customers");
  await page.getByRole("link", { name: "用企业账号登录" }).click();
  await page.getByPlaceholder("Enter any login").fill("supervisor");
  await page.getByPlaceholder("and password").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "客户" })).toBeVisible();
  await page.goto("/me/security");
  await expect(page.getByText("单点登录", { exact: false }).first()).toBeVisible();
});

test("ORG-06: whom the provider knows and the company does not is told so", async ({ page }) => {
  await keepOffTheInternet(page);
  await page.goto("/");
  await page.getByRole("link", { name: "用企业账号登录" }).click();
  await page.getByPlaceholder("Enter any login").fill("stranger");
  await page.getByPlaceholder("and password").fill("whatever");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("alert")).toContainText("没有对应的用户");
});
