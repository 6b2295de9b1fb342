import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { PlaywrightTestConfig } from "@playwright/test";

// Playwright reads this file once per worker: port and folder are chosen by the first process, the others inherit them.
const port = (process.env.E2E_PORT ??= freePort());
const folder = (process.env.E2E_FOLDER ??= temporaryFolder());
const providerPort = (process.env.E2E_PROVIDER_PORT ??= freePort());

/** Where the tests find the program. */
export const baseURL = `http://127.0.0.1:${port}`;

/** Where the provider of single sign-on is, and what it knows of the program. */
export const issuer = `http://127.0.0.1:${providerPort}`;
const CLIENT = { id: "yunchou", secret: "a secret of the tests" };

/** A certified OpenID Connect provider; whoever signs in there is who they say. */
export function provider(): PlaywrightTestConfig["webServer"] {
  return {
    command: `"${process.execPath}" "${join(import.meta.dirname, "provider.mjs")}"`,
    env: {
      PORT: providerPort,
      CLIENT_ID: CLIENT.id,
      CLIENT_SECRET: CLIENT.secret,
      REDIRECT: `${baseURL}/api/v1/sessions/oidc/callback`,
    },
    url: `${issuer}/.well-known/openid-configuration`,
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  };
}

/** The real program, on a port of its own, with a fresh database and the demo company. */
export function server(): PlaywrightTestConfig["webServer"] {
  const target = resolve(import.meta.dirname, "../..", process.env.CARGO_TARGET_DIR ?? "target");
  const program = process.env.YUNCHOU_PROGRAM ?? join(target, "debug/yunchou");
  return {
    command: `"${program}" serve --demo`,
    cwd: folder,
    // The database is named too: a developer's own setting must never send the tests to real data.
    env: {
      YUNCHOU__SERVER__ADDRESS: "127.0.0.1",
      YUNCHOU__SERVER__PORT: port,
      YUNCHOU__DATA_DIR: folder,
      YUNCHOU__DATABASE__URL: `sqlite:${join(folder, "yunchou.db")}`,
      YUNCHOU__LOG__FILTER: "warn",
      YUNCHOU__OIDC__ISSUER: issuer,
      YUNCHOU__OIDC__CLIENT_ID: CLIENT.id,
      YUNCHOU__OIDC__CLIENT_SECRET: CLIENT.secret,
      YUNCHOU__OIDC__PUBLIC_URL: baseURL,
      YUNCHOU__OIDC__LABEL: "企业账号",
    },
    url: baseURL,
    timeout: 60_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
  };
}

/** Asked from the kernel, in a process of its own because a configuration cannot wait. */
function freePort(): string {
  const ask = `const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })`;
  return execFileSync(process.execPath, ["-e", ask], { encoding: "utf8" }).trim();
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "yunchou-e2e-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
