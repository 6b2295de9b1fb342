import { expect, expectAccessibleInBothThemes, expectSaid, goTo, signIn, test } from "./support/office";

test("the personnel office adds a department, writes a post description and enters somebody in it @phone", async ({ page, isMobile }) => {
  const mark = isMobile ? "B" : "A";
  await signIn(page, "hr");
  await page.goto("/organisation");
  await expect(page.getByRole("link", { name: "营销中心" })).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto("/organisation/units/new");
  await page.getByLabel("编号").fill(`QM-WL${mark}`);
  await page.getByLabel("名称").fill(`网络部${mark}`);
  await page.getByLabel("上级部门").fill("营销");
  await page.getByRole("option", { name: /营销中心/ }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, `已保存：网络部${mark}`);

  await page.goto("/posts/new");
  await page.getByLabel("编号").fill(`WL00${mark}`);
  await page.getByLabel("名称").fill(`网络推广专员${mark}`);
  await page.getByLabel("部门").fill(`网络部${mark}`);
  await page.getByRole("option", { name: `网络部${mark}` }).click();
  await page.getByLabel("职责").fill("维护官网与公众号");
  await page.getByLabel("客户跟进", { exact: true }).check();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `网络推广专员${mark}` })).toBeVisible();
  await expect(page.getByText("维护官网与公众号")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await page.goto("/people/new");
  await page.getByLabel("工号").fill(`QM09${mark}`);
  await page.getByLabel("名称").fill("诸葛青");
  await page.getByLabel("岗位").fill("网络推广");
  await page.getByRole("option", { name: new RegExp(`网络推广专员${mark}`) }).click();
  await page.getByRole("button", { name: "添加证书" }).click();
  await page.getByLabel("证书名称").fill("电子商务师");
  await page.getByLabel("到期日").fill("2027-01-31");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "诸葛青" })).toBeVisible();
  await expect(page.getByText("电子商务师")).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("an administrator copies a role, changes a reach and sees who may do what", async ({ page }) => {
  await signIn(page, "admin");
  await goTo(page, "角色");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("row", { name: /业务主管/ }).getByRole("link", { name: "复制" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill("片区主管");
  await page.getByRole("combobox", { name: "查看客户档案", exact: true }).selectOption("department");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "保存" }).click();
  await expectSaid(page, /已保存：片区主管/);

  await page.goto("/people");
  await page.getByRole("link", { name: /邓凯/ }).click();
  await page.getByRole("button", { name: "分配角色" }).click();
  await page.getByLabel("片区主管").check();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("row", { name: /查看客户档案.*本部门.*片区主管/ })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test("whoever gives notice sees everything they own and names a receiver", async ({ page }) => {
  await signIn(page, "supervisor");
  await page.goto("/hand-overs/new");
  await page.getByLabel("最后工作日").fill("2027-12-31");
  await page.getByLabel("原因").fill("回老家发展");
  await page.getByRole("button", { name: "提出离职" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "何秀兰" })).toBeVisible();
  await expect(page.getByText("QM-XS1 销售一组")).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "指定接收人" }).click();
  await page.getByRole("combobox", { name: "接收人" }).fill("许佳宁");
  await page.getByRole("option", { name: /许佳宁/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "指定接收人" }).click();
  await expect(page.getByText("待接收").first()).toBeVisible();
  await page.getByRole("button", { name: "撤回离职" }).click();
  await expect(page.getByText("已撤回").first()).toBeVisible();
});
