import { expect, signIn, test } from "./support/office";
import { PASSWORD } from "./support/people";

/**
 * How long until the first page can be used, on a middling phone: 4 times slower processor, Fast-4G line (G-P12).
 * Prints figures, judges none: `MEASURE=1 npx playwright test measure --project desktop`, best against a released program
 * (`YUNCHOU_PROGRAM=…/release/yunchou`).
 */
test.skip(!process.env.MEASURE, "measures only when asked to");

const FAST_4G = { offline: false, latency: 165, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9 };

test("time to first use", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", FAST_4G);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let received = 0;
  session.on("Network.loadingFinished", (event) => (received += event.encodedDataLength));
  await page.addInitScript(() => {
    const seen = { lcp: 0, cls: 0, blocked: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (seen.lcp = e.startTime))).observe({
      type: "largest-contentful-paint",
      buffered: true,
    });
    new PerformanceObserver((list) =>
      list.getEntries().forEach((e) => (seen.cls += (e as PerformanceEntry & { value: number }).value)),
    ).observe({ type: "layout-shift", buffered: true });
    new PerformanceObserver((list) => list.getEntries().forEach((e) => (seen.blocked += Math.max(0, e.duration - 50)))).observe({
      type: "longtask",
      buffered: true,
    });
  });
  for (const visit of ["first visit", "second visit"]) {
    received = 0;
    const begun = Date.now();
    await page.goto("/", { waitUntil: "commit" });
    await expect(page.getByLabel("用户名")).toBeVisible({ timeout: 60_000 });
    const usable = Date.now() - begun;
    await page.waitForLoadState("networkidle");
    const seen = await page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
    const figures = { "usable ms": usable, "LCP ms": seen.lcp, "blocking ms": seen.blocked, CLS: seen.cls, "kB received": received / 1000 };
    console.log(visit, Object.entries(figures).map(([name, value]) => `${name} ${Math.round((value ?? 0) * 100) / 100}`).join(", "));
  }
});

/** KPI-12: from a changed weight to who would move, over 500 people; worked out in the browser, on this machine's processor. */
test("what-if over 500 people", async ({ page, request }) => {
  const signedIn = await (await request.post("/api/v1/sessions", { data: { username: "director", password: PASSWORD } })).json();
  const headers = { authorization: `Bearer ${signedIn.access_token}` };
  const schemes = await (await request.get("/api/v1/kpi/schemes?filter[role]=eq:service_agent", { headers })).json();
  const draft = schemes.items.find((scheme: { status: string }) => scheme.status === "draft");
  await page.route("**/api/v1/kpi/inputs*", async (route) => {
    const answer = await route.fetch();
    const inputs = await answer.json();
    const some = inputs.people;
    const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
    inputs.people = Array.from({ length: 500 }, (_, n) => ({ ...some[n % some.length], person: { id: id(n), name: `同事${n}` } }));
    await route.fulfill({ json: inputs });
  });
  await signIn(page, "director");
  await page.goto(`/kpi-schemes/${draft.id}`);
  await expect(page.getByText(/^500 人：/)).toBeVisible();
  const took: number[] = [];
  for (const weight of ["35", "55", "25", "45", "60"]) {
    took.push(
      await page.evaluate(
        (weight) =>
          new Promise<number>((done) => {
            const input = document.querySelector<HTMLInputElement>("input[id$='-weight']")!;
            const begun = performance.now();
            const moved = new MutationObserver(() => {
              moved.disconnect();
              requestAnimationFrame(() => done(performance.now() - begun));
            });
            moved.observe(document.querySelector(".what-if")!.closest("section")!, { subtree: true, childList: true, characterData: true });
            input.value = weight;
            input.dispatchEvent(new Event("input", { bubbles: true }));
          }),
        weight,
      ),
    );
  }
  took.sort((a, b) => a - b);
  console.log(`what-if over 500 people: ${took[2]!.toFixed(0)} ms (best ${took[0]!.toFixed(0)}, worst ${took.at(-1)!.toFixed(0)})`);
});
