import { expect, test } from "@playwright/test";
import { NAMES } from "../support/people";
import { as, ok, once, refusal, seen, stranger, type Api, type Schemas } from "./client";

/** The smallest file of a company. */
function form(name: string, more: Partial<Schemas["CustomerForm"]> = {}): Schemas["CustomerForm"] {
  return { name, kind: "company", tier: "c", city: "成都", ...more };
}

async function enter(api: Api, name: string, more: Partial<Schemas["CustomerForm"]> = {}): Promise<Schemas["Customer"]> {
  return ok(await api.POST("/api/v1/customers", { params: { header: once() }, body: form(name, more) }));
}

test.describe("sign-in", () => {
  test("a person signs in and is who they are", async () => {
    const rep = await as("rep");
    expect(ok(await rep.GET("/api/v1/me")).name).toBe(NAMES.rep);
  });

  test("a wrong password and an unknown name get the same answer", async () => {
    const attempt = async (username: string) =>
      refusal(await stranger().POST("/api/v1/sessions", { body: { username, password: "x" } }));
    expect(await attempt("rep3")).toEqual([401, "sign_in.wrong"]);
    expect(await attempt("nobody")).toEqual([401, "sign_in.wrong"]);
  });

  test("a stranger reads nothing, and a role reads only its own areas", async () => {
    expect(refusal(await stranger().GET("/api/v1/customers"))).toEqual([401, "unauthenticated"]);
    const admin = await as("admin");
    expect(refusal(await admin.GET("/api/v1/customers"))).toEqual([403, "forbidden"]);
  });
});

test.describe("customers", () => {
  test("a file is entered, waits for review, and hides its phone", async () => {
    const rep = await as("rep");
    const file = await enter(rep, "成都云杉整装有限公司", { phone: "13816613186" });
    expect(file.review).toBe("pending");
    expect(file.owner?.name).toBe(NAMES.rep);
    expect(file.phone).toEqual({ masked: true, hint: "138****3186" });
  });

  test("bad fields are refused, each with a pointer", async () => {
    const rep = await as("rep");
    const body = form("", { credit_code: "91310115TH3BJ1XG6D", phone: "12", employees: -1 });
    const { error, response } = await rep.POST("/api/v1/customers", { params: { header: once() }, body });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(error?.errors?.map(({ pointer }) => pointer).sort()).toEqual(["/credit_code", "/employees", "/name", "/phone"]);
    for (const { detail } of error?.errors ?? []) expect(detail).toMatch(/\p{Script=Han}/u);
  });

  test("an unknown field is refused by name", async () => {
    const rep = await as("rep");
    const body = { ...form("成都白桦软装有限公司"), rank: "gold" };
    const { response } = await rep.POST("/api/v1/customers", { params: { header: once() }, body });
    expect([400, 422]).toContain(response.status);
  });

  test("the list filters, sorts and counts", async () => {
    const rep = await as("rep2");
    const names = ["绵阳1号木业有限公司", "绵阳2号木业有限公司", "绵阳3号木业有限公司"];
    await enter(rep, names[0]!, { tier: "a", city: "绵阳" });
    await enter(rep, names[1]!, { tier: "b", city: "绵阳" });
    await enter(rep, names[2]!, { tier: "c", city: "绵阳" });
    const list = async (filter: Record<string, string>, sort: string) =>
      ok(await rep.GET("/api/v1/customers", { params: { query: { filter, sort, count: true } } }));
    const all = await list({ city: "绵阳" }, "-name");
    expect(all.items.map(({ tier }) => tier)).toEqual(["c", "b", "a"]);
    expect(all.total).toEqual({ count: 3, exact: true });
    const two = await list({ city: "eq:绵阳", tier: "in:a,c" }, "name");
    expect(two.items.map(({ name }) => name)).toEqual([names[0], names[2]]);
    const unknown = await rep.GET("/api/v1/customers", { params: { query: { filter: { colour: "red" } } } });
    expect(refusal(unknown)[0]).toBe(422);
  });

  test("cursors walk every record once, forth and back", async () => {
    const rep = await as("rep3");
    for (let n = 1; n <= 5; n += 1) await enter(rep, `宜宾第${n}竹艺有限公司`, { city: "宜宾" });
    const page = async (cursor?: string) =>
      ok(await rep.GET("/api/v1/customers", { params: { query: { filter: { city: "宜宾" }, sort: "name", limit: 2, cursor } } }));
    const first = await page();
    const second = await page(first.next!);
    const third = await page(second.next!);
    const names = [first, second, third].flatMap(({ items }) => items.map(({ name }) => name));
    expect(new Set(names).size).toBe(5);
    expect(names).toHaveLength(5);
    expect(third.next ?? null).toBeNull();
    expect((await page(third.prev!)).items).toEqual(second.items);
    const query = { filter: { city: "宜宾" }, sort: "-name", limit: 2, cursor: first.next! };
    expect(refusal(await rep.GET("/api/v1/customers", { params: { query } }))[0], "a cursor of another query").toBe(422);
  });

  test("a stale change is refused, and a change without a version too", async () => {
    const rep = await as("rep");
    const file = await enter(rep, "成都红杉门窗有限公司");
    const path = { id: file.id };
    const body = form(file.name, { need: "系统门窗" });
    const changed = ok(await rep.PUT("/api/v1/customers/{id}", { params: { path, header: seen(file.version) }, body }));
    expect(changed.version).toBeGreaterThan(file.version);
    const again = await rep.PUT("/api/v1/customers/{id}", { params: { path, header: seen(file.version) }, body });
    expect(refusal(again)).toEqual([412, "stale"]);
    // The client's own types forbid it: a careless integrator's would not.
    const blind = once() as ReturnType<typeof seen>;
    expect((await rep.PUT("/api/v1/customers/{id}", { params: { path, header: blind }, body })).response.status).toBe(428);
  });

  test("a retry has one effect and the same answer; the key serves no other body", async () => {
    const rep = await as("rep");
    const header = once();
    const name = "成都冷杉地板有限公司";
    const first = ok(await rep.POST("/api/v1/customers", { params: { header }, body: form(name) }));
    const second = ok(await rep.POST("/api/v1/customers", { params: { header }, body: form(name) }));
    expect(second).toEqual(first);
    const found = ok(await rep.GET("/api/v1/customers", { params: { query: { filter: { name } } } }));
    expect(found.items).toHaveLength(1);
    const other = await rep.POST("/api/v1/customers", { params: { header }, body: form("成都铁杉地板有限公司") });
    expect([409, 422]).toContain(other.response.status);
  });

  test("a colleague's file cannot be told from one that does not exist", async () => {
    const file = await enter(await as("rep"), "成都水杉照明有限公司");
    const other = await as("rep3");
    const show = async (id: string) => refusal(await other.GET("/api/v1/customers/{id}", { params: { path: { id } } }));
    expect(await show(file.id)).toEqual([404, "not_found"]);
    expect(await show("00000000-0000-7000-8000-000000000000")).toEqual([404, "not_found"]);
  });
});

test.describe("complaints", () => {
  test("no act out of order, by whomever", async () => {
    const customer = await enter(await as("rep"), "成都银杏定制家具有限公司");
    const agent = await as("agent");
    const manager = await as("service.manager");
    const body: Schemas["NewComplaint"] = { customer_id: customer.id, matter: "柜门开裂", category: "quality", channel: "phone" };
    const filed = ok(await agent.POST("/api/v1/complaints", { params: { header: once() }, body }));
    expect(filed.status).toBe("received");
    const path = { id: filed.id };
    const acts: Schemas["ComplaintAct"][] = [
      { act: "propose", findings: "到场查看", cause: "板材受潮", measures: "更换", compensation: { amount: "0" }, due_on: "2030-01-01" },
      { act: "submit" },
      { act: "carry_out", result: "已更换" },
      { act: "close", satisfaction: 5 },
      { act: "reopen", satisfaction: 1 },
    ];
    for (const api of [agent, manager]) {
      for (const body of acts) {
        const answer = await api.POST("/api/v1/complaints/{id}/transitions", { params: { path, header: seen(filed.version) }, body });
        expect([403, 409], body.act).toContain(answer.response.status);
      }
    }
    const now = ok(await manager.GET("/api/v1/complaints/{id}", { params: { path } }));
    expect(now.status).toBe("received");
    expect(now.version).toBe(filed.version);
  });
});
