// The README's pictures, taken from the running program with its example.
import { join } from "node:path";
import { browser, enter, open, root, serve } from "./support.mjs";

const out = (name) => join(root, "docs/pictures", `${name}.png`);
const site = await serve();
const chrome = await browser();
const shot = async (name, path, { width = 1280, height = 860, before } = {}) => {
  const page = await open(chrome, { width, height });
  await page.goto(site.origin + path);
  await before?.(page);
  await page.screenshot({ path: out(name) });
  await page.context().close();
};
await shot("overview", "/y/2024");
await shot("overview-phone", "/y/2024", { width: 390, height: 844 });
await shot("commitment", "/y/2024/c/2", { height: 980 });
await shot("lights", "/about/lights", { before: (page) => page.locator("table").last().scrollIntoViewIfNeeded() });
await shot("report", "/r/2024Q1");

const office = await open(chrome, { height: 940 });
await enter(office, site.link());
await office.goto(`${site.origin}/admin/import/new`);
await office.screenshot({ path: out("import-upload") });
await office.getByLabel("选择文件").setInputFiles(join(root, "crates/documents/tests/fixtures/daxing.docx"));
await office.getByRole("button", { name: "上传并读取" }).click();
await office.waitForURL(/check/);
await office.screenshot({ path: out("import-check") });
const base = new URL(office.url()).pathname;
await office.goto(`${site.origin}${base}?show=all&row=20`);
await office.locator("#r20").scrollIntoViewIfNeeded();
await office.screenshot({ path: out("import-row") });
await chrome.close();
await site.stop();
