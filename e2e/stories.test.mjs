// What people do on their first day with the published table.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { browser, folder, open, root, run, serve } from "./support.mjs";

const expected = JSON.parse(readFileSync(join(root, "corpus/documents/daxing-2024q1.expected.json"), "utf8"));
let site, chrome;
before(async () => {
  site = await serve();
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

test("story 3: which are behind?", async () => {
  const page = await open(chrome);
  await page.goto(site.origin);
  await page.waitForURL(/\/y\/2024$/);
  await page.getByText("3 项进度正常").waitFor();
  const numbers = async (word) => {
    const group = page.locator(".strip > div").filter({ has: page.getByRole("heading", { name: word }) });
    return group.locator("a").evaluateAll((links) => links.map((a) => a.getAttribute("href").match(/(\d+)$/)[1]));
  };
  assert.deepEqual(await numbers("提醒"), ["8", "20"]);
  assert.deepEqual(await numbers("正常"), ["2", "6", "9"]);
  assert.deepEqual(await numbers("待核定"), ["1", "14", "22"]);
  assert.equal((await numbers("未量化")).length, 14);

  await page.getByLabel("灯", { exact: true }).selectOption({ label: "提醒" });
  await page.getByRole("button", { name: "查询" }).click();
  await page.getByRole("status").getByText("共 2 项").waitFor();
  await page.goBack();
  await page.getByRole("status").getByText("共 22 项").waitFor();

  await page.goto(`${site.origin}/y/2024/c/8`);
  await page.getByText("落后18.1个百分点").first().waitFor();
  await page.goto(`${site.origin}/y/2024/c/20`);
  const text = await page.locator("main").innerText();
  assert.match(text, /14\.8/);
  assert.match(text, /20\.0/);
  assert.match(text, /3月20日/);

  await page.goto(`${site.origin}/about/lights`);
  const side = await page.locator("main").innerText();
  for (const name of ["银川", "大足", "瓯海", "按缺口比例"]) assert.match(side, new RegExp(name));
});

test("story 9: a resident reads on a phone, without login and without script", async () => {
  const page = await open(chrome, { width: 390, height: 844 });
  await page.goto(site.origin);
  await page.getByText("22 项 / 21 项任务，8 项有可比数字，14 项未量化").waitFor();
  await page.getByLabel(/关键词/).fill("电梯");
  await page.getByRole("button", { name: "查询" }).click();
  await page.getByText(/没有符合条件的承诺/).waitFor();
  await page.getByLabel(/关键词/).fill("加梯");
  await page.getByRole("button", { name: "查询" }).click();
  await page.getByRole("status").getByText("共 1 项").waitFor();
  await page.locator(".items h3 a").click();
  await page.waitForURL(/\/y\/2024\/c\/6/);
  const main = await page.locator("main").innerText();
  assert.match(main, /已开工19部/);
  assert.match(main, /63\.3%/);
  // The lamp has a word, and the picture beside it is not the only carrier.
  const snapshot = await page.locator("main").ariaSnapshot();
  assert.match(snapshot, /正常/);
  assert.deepEqual(page.outside, []);
});

test("a figure leads to its sentence, its rule and its file", async () => {
  const page = await open(chrome);
  await page.goto(`${site.origin}/y/2024/c/2`);
  await page.getByText("一致（截位）").waitFor();
  await page.locator("mark").getByText("27.37%").first().waitFor();
  const link = page.locator('mark sup a').last();
  const target = await link.getAttribute("href");
  await link.click();
  await page.locator(target).waitFor();
  const original = await page.getByRole("link", { name: /原始文件|公布原文/ }).first().getAttribute("href");
  const bytes = await fetch(new URL(original, site.origin)).then((r) => r.arrayBuffer());
  assert.deepEqual(Buffer.from(bytes), readFileSync(join(root, "corpus/documents/daxing-2024q1.txt")));
});

test("story 8, the export half: the next table in the same columns", async () => {
  const dir = folder();
  const page = await open(chrome);
  await page.goto(`${site.origin}/r/2024Q1`);
  assert.deepEqual(
    (await page.locator("thead th").allInnerTexts()).slice(0, 4),
    ["序号", "任务标题", "考评对象", "进展情况"],
  );
  const cells = await page.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.children].slice(0, 4).map((cell) => cell.textContent)));
  assert.deepEqual(cells.map((c) => c[3]), expected.items.map((i) => i.narrative));
  assert.deepEqual(cells.map((c) => c[1]), expected.items.map((i) => i.title));

  for (const format of ["docx", "xlsx", "csv", "html", "json"]) {
    const answer = await fetch(`${site.origin}/r/2024Q1.${format}`);
    assert.equal(answer.status, 200, format);
    const file = join(dir, `一季度.${format}`);
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
    const read = run("read", file, "--json");
    assert.equal(read.status, 0, read.stderr);
    const { items } = JSON.parse(read.stdout);
    const plain = items.map(({ number, title, units, narrative }) => ({ number, title, units, narrative }));
    assert.deepEqual(plain, expected.items, format);
    const command = join(dir, `命令.${format}`);
    assert.equal(run("export", "--data", site.data, "--out", command).status, 0);
    assert.deepEqual(readFileSync(command), readFileSync(file), `${format}: page and command differ`);
  }
});

test("Word and Excel files open in an office program", async () => {
  const dir = folder();
  for (const format of ["docx", "xlsx"]) {
    assert.equal(run("export", "--data", site.data, "--out", join(dir, `table.${format}`)).status, 0);
  }
  const office = (...args) =>
    execFileSync("soffice", ["--headless", `-env:UserInstallation=file://${dir}/profile`, ...args], { stdio: "ignore", cwd: dir });
  office("--convert-to", "pdf", join(dir, "table.docx"));
  const text = (mode) => execFileSync("pdftotext", [mode, join(dir, "table.pdf"), "-"], { encoding: "utf8" });
  const pdf = text("-layout");
  const packed = text("-raw").replaceAll(/\s/g, "");
  for (const item of expected.items) assert.ok(packed.includes(`第${item.number}项`), item.number);
  assert.ok(packed.includes("一季度进展情况"));
  const pages = pdf.split("\f").filter((page) => page.trim());
  assert.ok(pages.length >= 3, `${pages.length} pages`);
  for (const page of pages) {
    assert.match(page.replaceAll(/\s/g, ""), /序号任务标题考评对象进展情况/, "the heading row repeats");
    assert.match(page, /—\s*\d+\s*—/, "pages are numbered");
  }
  office("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", join(dir, "table.xlsx"));
  const csv = readFileSync(join(dir, "table.csv"), "utf8");
  assert.match(csv.replaceAll('"', ""), /序号,任务标题,考评对象,进展情况/);
  for (const item of expected.items) assert.ok(csv.includes(item.narrative.slice(0, 8).replaceAll('"', '""')), item.number);
});
