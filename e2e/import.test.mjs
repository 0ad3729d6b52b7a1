// Stories 1 and 2: the office uploads the published table, checks what was read, confirms.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { openSync, closeSync, ftruncateSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, crc32 } from "node:zlib";
import { AxeBuilder } from "@axe-core/playwright";
import { browser, enter, folder, open, root, run, serve } from "./support.mjs";

const fixtures = join(root, "crates/documents/tests/fixtures");
let site, chrome, page;
before(async () => {
  site = await serve();
  chrome = await browser();
  page = await open(chrome);
  await enter(page, site.link());
});
after(async () => {
  await chrome?.close();
  await site?.stop();
});

const levels = () => {
  const { stdout } = run("evaluate", "--data", site.data, "--json");
  return Object.fromEntries(JSON.parse(stdout).rows.map((r) => [r.number, r.level]));
};

async function upload(file) {
  await page.goto(`${site.origin}/admin/import/new`);
  await page.getByLabel("选择文件").setInputFiles(file);
  await page.getByRole("button", { name: "上传并读取" }).click();
}

test("only the one-time link opens the back office, and only once", async () => {
  const stranger = await open(chrome);
  for (const path of ["/admin/", "/admin/import/new"]) {
    const answer = await stranger.goto(site.origin + path);
    assert.ok([401, 403].includes(answer.status()), path);
  }
  await stranger.goto(site.link());
  await stranger.getByRole("button", { name: "进入后台" }).click();
  await stranger.getByRole("heading", { name: "这个链接不能再用" }).waitFor();
  await page.goto(site.link());
  await page.waitForURL(/\/admin\/$/);
});

test("stories 1 and 2: upload, check, correct, confirm; the overview changes", async () => {
  assert.equal(levels()["8"], "remind");
  await upload(join(fixtures, "daxing.docx"));
  await page.waitForURL(/\/check/);
  const text = await page.locator("main").innerText();
  assert.match(text, /22/);
  assert.match(text, /16/);
  assert.match(text, /网页代码/);
  assert.match(text, /缺/);
  const axe = await new AxeBuilder({ page: await sameSession(page) }).withTags(["wcag2a", "wcag2aa", "wcag22aa"]).analyze();
  assert.deepEqual(axe.violations.map((v) => v.id), []);
  assert.equal(levels()["8"], "remind", "nothing is saved before confirm");

  // Reload and Back lose nothing and save nothing.
  const check = page.url();
  await page.reload();
  await page.goBack();
  await page.goto(check);

  // Row 8: correct one figure.
  const base = new URL(check).pathname;
  await page.goto(`${site.origin}${base}?show=all&row=8`);
  await page.getByRole("link", { name: /^405套/ }).waitFor();
  await page.locator('input[name="a0-value"]').fill("四百零五");
  await page.getByRole("button", { name: "保存这一行" }).click();
  await page.getByRole("alert").waitFor();
  assert.match(await page.title(), /^出错/);
  assert.equal(await page.locator('input[name="a0-value"]').inputValue(), "四百零五", "typed values stay");
  await page.locator('input[name="a0-value"]').fill("1800");
  const other = await page.context().newPage();
  await other.goto(`${site.origin}${base}?show=all&row=9`);
  await page.getByRole("button", { name: "保存这一行" }).click();
  await page.getByRole("status").first().waitFor();

  // A second tab that was opened before is told, and overwrites nothing.
  await other.getByRole("button", { name: "保存这一行" }).click();
  assert.match(await other.locator("main").innerText(), /别处改过|改过/);
  await other.close();

  // Rows 16 and 17 must be settled.
  await page.goto(`${site.origin}${base}?show=all&row=17`);
  await page.getByLabel(/分开记录/).check();
  await page.getByRole("button", { name: "保存这一行" }).click();
  await page.locator(".act").getByText("下一步：确认入库").click();
  await page.waitForURL(/\/confirm/);
  const confirm = page.url();
  await page.getByRole("button", { name: "确认入库" }).click();
  await page.waitForURL(/\/done/);
  assert.equal(levels()["8"], "normal");

  await page.goto(`${site.origin}/y/2024`);
  await page.getByText("4 项进度正常").waitFor();
  await page.goto(`${site.origin}/y/2024/c/8`);
  await page.getByText("1,800").first().waitFor();
  const checked = await page.locator("#v1").innerText();
  assert.match(checked, /405 ÷ 6,000 = 6.75%；督查室更正为1,800套/, "the words and what became of them");
  assert.match(checked, /已更正/);

  // Back to the form and once more: it is done, and stays done once.
  await page.goto(confirm);
  assert.doesNotMatch(await page.locator("main").innerText(), /出错/);
  assert.equal(await page.getByRole("button", { name: "确认入库" }).count(), 0);
});

test("a table can be pasted", async () => {
  await page.goto(`${site.origin}/admin/import/new`);
  const text = readFileSync(join(root, "corpus/documents/daxing-2024q1.txt"), "utf8");
  await page.getByLabel("或者粘贴表格").fill(text.replace("一季度", "二季度"));
  await page.getByRole("button", { name: "上传并读取" }).click();
  await page.waitForURL(/\/check/);
  assert.match(await page.locator("main").innerText(), /二季度/);
});

test("what cannot be read gets a sentence, and nothing is kept", async () => {
  const dir = folder();
  const file = (name, bytes) => {
    const path = join(dir, name);
    writeFileSync(path, bytes);
    return path;
  };
  const big = join(dir, "大表.docx");
  const handle = openSync(big, "w");
  ftruncateSync(handle, 200 * 1024 * 1024);
  closeSync(handle);
  const docx = readFileSync(join(fixtures, "daxing.docx"));
  const cases = [
    [file("空.docx", ""), /空/],
    [file("坏.docx", docx.subarray(0, docx.length / 2)), /损坏|打不开|读不出/],
    [file("程序.docx", Buffer.concat([Buffer.from("MZ\x90\x00"), Buffer.alloc(4000, 7)])), /程序|不是/],
    [file("炸弹.docx", bomb()), /超过|过大|太大/],
    [file("信.txt", "今天天气很好。"), /没有找到进展表/],
    [big, /20 MB/],
  ];
  const drafts = async () => {
    await page.goto(`${site.origin}/admin/`);
    return page.locator("main").innerText();
  };
  const before = await drafts();
  for (const [path, sentence] of cases) {
    await page.goto(`${site.origin}/admin/import/new`);
    await page.getByLabel("选择文件").setInputFiles(path);
    const [answer] = await Promise.all([
      page.waitForResponse((r) => r.request().method() === "POST", { timeout: 60_000 }),
      page.getByRole("button", { name: "上传并读取" }).click(),
    ]);
    assert.ok(answer.status() >= 400 && answer.status() < 500, `${path}: ${answer.status()}`);
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), sentence, path);
    assert.match(await page.title(), /^出错/, path);
  }
  await page.goto(`${site.origin}/admin/import/new`);
  await page.getByRole("button", { name: "上传并读取" }).click();
  await page.getByRole("alert").getByText(/请选择要导入的文件/).first().waitFor();
  assert.equal(await drafts(), before);
});

/** The same session with script on, which axe needs. */
async function sameSession(from) {
  const fresh = await open(chrome, { script: true });
  await fresh.context().addCookies(await from.context().cookies());
  await fresh.goto(from.url());
  return fresh;
}

/** A .docx whose document claims to be small and unpacks to 300 MB. */
function bomb() {
  const data = Buffer.alloc(300 * 1024 * 1024, 0x20);
  const packed = deflateRawSync(data);
  const name = Buffer.from("word/document.xml");
  const head = (signature, more) => Buffer.concat([signature, more]);
  const sum = crc32(data);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(sum, 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([head(Buffer.from("PK\x03\x04"), common), name, packed]);
  const entry = Buffer.concat([Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
