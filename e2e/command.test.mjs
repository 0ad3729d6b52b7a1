// The command line: stable names, clear sentences, nothing half-saved.
import { test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { folder, program, root, run, serve } from "./support.mjs";

const fixtures = join(root, "crates/documents/tests/fixtures");
const daxing = join(root, "corpus/documents/daxing-2024q1.txt");

test("read gives the same table from every form", () => {
  const forms = [daxing, ...["daxing.html", "daxing.docx", "daxing.xlsx", "daxing.xls", "daxing-gbk.csv", "daxing-utf16le.txt"].map((f) => join(fixtures, f))];
  const readings = forms.map((file) => {
    const { status, stdout, stderr } = run("read", file, "--json");
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
  });
  const [first] = readings;
  assert.equal(first.items.length, 22);
  assert.equal(new Set(first.items.flatMap((i) => i.units)).size, 16);
  assert.deepEqual([first.year, first.district, first.period], [2024, "大兴区", "2024Q1"]);
  for (const [i, reading] of readings.entries()) {
    assert.deepEqual(reading.items, first.items, forms[i]);
    const kinds = reading.issues.map((issue) => `${issue.kind} ${issue.number}`);
    for (const kind of ["duplicate-title 16", "markup-residue 22", "lost-first-character 3"]) {
      assert.ok(kinds.includes(kind), `${forms[i]}: ${kinds}`);
    }
  }
});

test("import is idempotent, evaluate and export agree with the rules", () => {
  const data = join(folder(), "data");
  const first = run("import", daxing, "--data", data, "--json");
  assert.equal(first.status, 0, first.stderr);
  assert.equal(JSON.parse(first.stdout).outcome.unchanged, false);
  const again = run("import", daxing, "--data", data);
  assert.match(again.stdout, /没有改动/);

  const evaluate = (...more) => JSON.parse(run("evaluate", "--data", data, "--as-of", "2024-03-31", "--json", ...more).stdout);
  const report = evaluate("--policy", "yinchuan");
  assert.deepEqual(report.policy, { name: "yinchuan", version: 1 });
  const row = (n, r = report) => r.rows.find((x) => x.number === n);
  for (const n of ["2", "6", "9"]) assert.equal(row(n).level, "normal", n);
  assert.equal(row("8").level, "remind");
  assert.equal(Number(row("8").indicators[0].behind_points).toFixed(1), "18.1");
  assert.deepEqual(row("20").indicators.map((i) => Number(i.behind_points).toFixed(1)), ["14.8", "20.0"]);
  assert.deepEqual([...new Set(row("20").indicators.map((i) => i.as_of))], ["2024-03-20"]);
  for (const n of ["1", "14", "22"]) assert.equal(row(n).level, "to_confirm", n);
  assert.equal(report.rows.filter((r) => r.level === "unquantified" && r.stage).length, 14);
  assert.ok(report.findings.some((f) => f.rule === "percent-truncated" && f.number === "2"));
  const dazu = evaluate("--policy", "dazu");
  assert.deepEqual(dazu.rows.filter((r) => r.level === "severe").map((r) => r.number), ["2", "8", "20"]);
  assert.equal(run("evaluate", "--data", data, "--policy", "nowhere").status, 2);
  assert.equal(run("evaluate", "--no-such-flag").status, 2);
});

test("extract reads one item a line, in order, and names lines it cannot read", () => {
  const lines = readFileSync(join(root, "corpus/dev.jsonl"), "utf8").trim().split("\n").slice(0, 22);
  const out = execFileSync(program, ["extract", "--jsonl"], { input: lines.join("\n"), encoding: "utf8" });
  const items = out.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(items.map((i) => i.id), lines.map((line) => JSON.parse(line).id));
  const employment = items[1];
  assert.equal(employment.targets[0].value, "12000");
  assert.equal(employment.percents[0].check.verdict, "truncated");
  assert.equal(employment.percents[0].check.computed, "27.375");
  const { title, narrative } = JSON.parse(lines[1]);
  for (const found of [...employment.targets, ...employment.actuals, ...employment.percents]) {
    const text = Buffer.from(found.field === "title" ? title : narrative);
    assert.match(text.subarray(...found.span).toString(), /\d/);
  }
  assert.throws(() => execFileSync(program, ["extract", "--jsonl"], { input: "{not json}\n", stdio: ["pipe", "ignore", "ignore"] }));
});

test("score gives the figures of a labelled file, and names a line that is no item", () => {
  const scored = run("score", join(root, "corpus/dev.jsonl"));
  assert.equal(scored.status, 0, scored.stderr);
  assert.ok(Number(scored.stdout.match(/^overall\s+([\d.]+)$/m)[1]) > 0.99, scored.stdout);
  const file = join(folder(), "labels.jsonl");
  writeFileSync(file, '{"id":"a","title":"建3所","narrative":"已建成2所"}\n\n{"id":"b","title":3}\n');
  const refused = run("score", file);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /第3行.*title 应为文字/);
});

test("a taken port, a folder that cannot be made, and a newer database get one sentence each", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const data = join(folder(), "data");
  const busy = run("serve", "--data", data, "--listen", `127.0.0.1:${taken.address().port}`);
  taken.close();
  assert.equal(busy.status, 1);
  assert.match(busy.stderr, /已被占用/);
  assert.equal(existsSync(data), false, "a taken port leaves no folder behind");

  const file = join(folder(), "file");
  writeFileSync(file, "");
  const blocked = run("import", daxing, "--data", join(file, "data"));
  assert.equal(blocked.status, 1);
  assert.equal(blocked.stderr.trim().split("\n").length, 1, blocked.stderr);

  assert.equal(run("import", daxing, "--data", data).status, 0);
  execFileSync("python3", ["-c", `import sqlite3,sys
d = sqlite3.connect(sys.argv[1])
columns = [c[1] for c in d.execute("PRAGMA table_info(schema_migration)")]
rest = ",".join(columns[1:])
d.execute(f"INSERT INTO schema_migration SELECT 999,{rest} FROM schema_migration LIMIT 1")
d.commit()`, join(data, "shishi.db")]);
  const newer = run("evaluate", "--data", data);
  assert.equal(newer.status, 1);
  assert.match(newer.stderr, /更新版本/);
});

test("killed in the middle of a save, all or nothing is there", async () => {
  const dir = folder();
  const rows = Array.from({ length: 4000 }, (_, i) => `第${i + 1}项\t修建第${i + 1}号小区停车位${i + 10}个。\t区住建委\t已建成停车位${i + 1}个。`);
  const big = join(dir, "大兴区2024年民生实事一季度进展情况.txt");
  writeFileSync(big, `大兴区2024年民生实事项目一季度进展情况\n\n序号\t任务标题\t考评对象\t进展情况\n${rows.join("\n")}\n`);
  for (const delay of [40, 120, 250, 400, 700]) {
    const data = join(dir, `data-${delay}`);
    const child = spawn(program, ["import", big, "--data", data], { stdio: "ignore" });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill("SIGKILL");
    await ended;
    const after = run("import", big, "--data", data);
    assert.equal(after.status, 0, after.stderr);
    const { stdout } = run("evaluate", "--data", data, "--json");
    assert.equal(JSON.parse(stdout).rows.length, 4000);
  }
});

test("the second start is quick, and everything is in the folder", async () => {
  const first = await serve();
  await first.stop();
  const start = performance.now();
  const second = await serve(first.data);
  const took = performance.now() - start;
  await second.stop("SIGKILL");
  console.log(`second start: ${took.toFixed(0)} ms until the first answer`);
  const third = await serve(first.data);
  const page = await fetch(`${third.origin}/y/2024`).then((r) => r.text());
  assert.match(page, /22 项/);
  await third.stop();
});

test("behind a proxy the site goes by the address it is known by", async () => {
  const known = "https://shishi.example.gov.cn";
  const site = await serve(undefined, ["--origin", `${known}:443/`]);
  const link = site.said().match(/https:\/\/\S+\/admin\/enter\/\S+/)[0];
  assert.ok(link.startsWith(`${known}/admin/enter/`), link);
  const feed = await fetch(`${site.origin}/feed.xml`).then((r) => r.text());
  assert.match(feed, /href="https:\/\/shishi\.example\.gov\.cn\/y\/2024\/c\/1/);
  const entered = await fetch(link.replace(known, site.origin), {
    method: "POST",
    redirect: "manual",
    headers: { origin: known, "sec-fetch-site": "same-origin" },
  });
  assert.equal(entered.status, 303);
  assert.match(entered.headers.get("set-cookie"), /^__Host-shishi_session=.*; Secure$/);
  await site.stop();
  const wrong = run("serve", "--origin", "shishi.example.gov.cn");
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /不带路径/);
});

test("a client that sends half a request does not keep the program from stopping", async () => {
  const site = await serve();
  const client = connect(new URL(site.origin).port, "127.0.0.1");
  client.on("error", () => {});
  await new Promise((resolve) => client.write("GET / HTTP/1.1\r\nHo", resolve));
  const start = performance.now();
  const stopped = site.stop();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await site.stop();
  await stopped;
  const took = performance.now() - start;
  assert.ok(took < 5_000, `told twice, it stopped after ${took.toFixed(0)} ms`);
  client.destroy();
});
