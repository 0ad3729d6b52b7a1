// Starts the real program on a free port with a data folder of its own, and a real Chromium.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const program = process.env.SHISHI_PROGRAM ?? join(target, "debug", "shishi");

/** A folder that is removed when the tests end. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "shishi-e2e-"));
  process.on("exit", () => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Runs a command of the program to its end: status, standard output and error. */
export function run(...args) {
  try {
    const stdout = execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
    return { status: 0, stdout, stderr: "" };
  } catch (error) {
    return { status: error.status, stdout: error.stdout ?? "", stderr: error.stderr ?? "" };
  }
}

/** The program serving a data folder; without one, a fresh default folder with the example. */
export async function serve(data, extra = []) {
  const port = await freePort();
  const cwd = folder();
  const place = data ? ["--data", data] : [];
  data ??= join(cwd, "shishi-data");
  const args = ["serve", ...place, "--listen", `127.0.0.1:${port}`, ...extra];
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd });
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const origin = `http://127.0.0.1:${port}`;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended: ${said}`);
    const up = await fetch(`${origin}/healthz`).then((r) => r.ok, () => false);
    if (up && said.includes("/admin/enter/")) break;
    if (Date.now() > deadline) throw new Error(`the program did not start: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    origin,
    data,
    said: () => said,
    /** The one-time link to the back office. */
    link: () => said.match(/http:\/\/\S+\/admin\/enter\/\S+/)[0],
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Opens the one-time link and presses its button. */
export async function enter(page, link) {
  await page.goto(link);
  await page.getByRole("button", { name: "进入后台" }).click();
  await page.waitForURL(/\/admin\/$/);
}

export async function browser() {
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A page without script, as the public pages must work; every request outside fails the test. */
export async function open(chrome, { width = 1280, height = 900, script = false, ...more } = {}) {
  const context = await chrome.newContext({
    viewport: { width, height }, javaScriptEnabled: script, locale: "zh-CN", ...more,
  });
  const page = await context.newPage();
  page.outside = [];
  page.on("request", (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") page.outside.push(request.url());
  });
  return page;
}
