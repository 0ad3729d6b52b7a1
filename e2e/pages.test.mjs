// What holds for every page: readable without script, by everyone, on any screen, with nothing
// from outside.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { HtmlValidate } from "html-validate";
import { browser, enter, open, serve } from "./support.mjs";

let site, chrome, units;
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    // Matters of house style, not of validity.
    "long-title": "off", "no-trailing-whitespace": "off", "tel-non-breaking": "off",
    "attribute-boolean-style": "off", "void-style": "off", "prefer-native-element": "off",
    "no-redundant-role": "off", "no-implicit-button-type": "off", "doctype-style": "off",
    "require-sri": "off", "valid-id": ["error", { relaxed: true }],
  },
});

before(async () => {
  site = await serve();
  chrome = await browser();
  const page = await fetch(`${site.origin}/units`).then((r) => r.text());
  units = [...page.matchAll(/href="(\/units\/[^"?#]+)/g)].map((m) => m[1]);
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

const publicPages = () => [
  "/y/2024", "/y/2024?light=remind", "/y/2024?q=%E7%94%B5%E6%A2%AF", "/y/2024?sort=urgent",
  ...["1", "2", "3", "5", "8", "14", "16", "20", "22"].map((n) => `/y/2024/c/${n}`),
  "/y/2024/c/2/history", "/units", units[0], "/r/2024Q1", "/data", "/data/fields",
  "/about/lights", "/about/accessibility", "/no-such-page",
];
const english = (path) => `${path}${path.includes("?") ? "&" : "?"}lang=en`;

async function check(page, path) {
  const answer = await page.goto(site.origin + path);
  const html = await answer.text();
  assert.ok(Buffer.byteLength(html) < 150_000, `${path}: ${Buffer.byteLength(html)} bytes`);
  assert.equal(answer.headers()["content-security-policy"].includes("unsafe-inline"), false, path);
  assert.equal(html.match(/<[^>]*\sstyle=|<script|="javascript:/i)?.[0], undefined, path);
  const report = await validator.validateString(html, path);
  const problems = report.results.flatMap((r) => r.messages).filter((m) => m.severity === 2);
  assert.deepEqual(problems.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`), [], path);
  const axe = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const violations = axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
  assert.deepEqual(violations, [], path);
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 320, `${path}: ${wide} px wide on a screen of 320`);
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(page.outside, [], path);
}

test("public pages, in Chinese", async () => {
  const page = await open(chrome, { script: true });
  for (const path of publicPages()) await check(page, path);
});

test("public pages, in English", async () => {
  const page = await open(chrome, { script: true });
  for (const path of publicPages()) await check(page, english(path));
});

test("public pages in the dark, and in the care mode", async () => {
  const page = await open(chrome, { script: true, colorScheme: "dark" });
  for (const path of ["/y/2024", "/y/2024/c/20", "/about/lights"]) await check(page, path);
  const care = await open(chrome);
  await care.goto(`${site.origin}/y/2024`);
  await care.getByRole("button", { name: "关怀版" }).click();
  await care.waitForURL(/\/y\/2024/);
  await care.getByText("返回标准版").waitFor();
  const size = await care.locator(".items h3").first().evaluate((e) => parseFloat(getComputedStyle(e).fontSize));
  assert.ok(size >= 22, `${size} px`);
});

test("the back office", async () => {
  const page = await open(chrome, { script: true });
  await check(page, new URL(site.link()).pathname);
  await enter(page, site.link());
  for (const path of ["/admin/", "/admin/?lang=en", "/admin/import/new", "/admin/import/new?lang=en"]) {
    await check(page, path);
  }
});

test("links of the overview lead somewhere", async () => {
  const seen = new Set();
  const queue = ["/y/2024", "/y/2024/c/20", "/about/lights", "/data", "/r/2024Q1", "/units"];
  for (const path of queue) {
    const html = await fetch(site.origin + path).then((r) => r.text());
    for (const [, href] of html.matchAll(/href="(\/[^"#]*)/g)) seen.add(href.replaceAll("&amp;", "&"));
  }
  for (const path of seen) {
    const { status } = await fetch(site.origin + path);
    assert.equal(status, 200, path);
  }
  assert.ok(seen.size > 50, `${seen.size} links`);
});
