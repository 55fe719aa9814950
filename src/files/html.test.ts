/** Pages: the article comes out whole, menus and scripts do not, and the page's statements about itself are found. */
import { describe, expect, test } from "vitest";
import { bytesOf, encodeLegacy } from "../../test/fixtures/files/make.ts";
import { readFile } from "./index.ts";

const PARAGRAPHS = [
  "示范区光电产业园三期工程本月复工，总建筑面积18.6万平方米，计划投资9.8亿元，预计2025年底前交付使用。",
  "园区现有企业46家，其中规模以上企业12家，上一年度实现产值31.2亿元，同比增长8.4%。",
  "管委会负责人表示，下一步将围绕激光、显示和传感三个方向招引上下游企业。",
];
const MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">新闻中心</a></li><li><a href="/b">政务公开</a></li><li><a href="/c">办事服务</a></li></ul></div>';
const FOOT = '<div class="footer">版权所有 示范区管委会 <a href="/x">联系我们</a> <a href="/y">网站地图</a></div>';

function page(head: string, body: string): Uint8Array {
  return bytesOf(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`);
}

describe("main content", () => {
  test("an article among menus, scripts, styles and hidden text", async () => {
    const body = `${MENU}<script>alert("坏脚本")</script><div id="main"><h1>光电产业园三期复工</h1>${PARAGRAPHS.map((p) => `<p>\u3000\u3000${p}</p>`).join("\n")}<p style="display:none">隐藏</p></div>${FOOT}`;
    const file = await readFile({ name: "a.html", bytes: page('<title>光电产业园三期复工_示范区</title><style>p{}</style>', body) });
    expect(file.text).toBe(`光电产业园三期复工\n${PARAGRAPHS.join("\n")}\n`);
    expect(file.segments[0]).toEqual({ start: 0, end: 9, locator: { paragraph: 1, heading: 1 } });
    expect(file.meta.title).toBe("光电产业园三期复工");
  });

  test("a page laid out in nested tables, in GBK, keeps its article, list and figures", async () => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>建设提速_示范区</title></head><body>
      <table><tr><td>${MENU}</td><td><table><tr><td>发布时间：2024年3月5日 09:12\u3000来源：示范区办公室\u3000浏览次数：12</td></tr>
      <tr><td><p>${PARAGRAPHS[0]}</p><ul><li>一期已投用，面积5.2万平方米</li><li>二期已封顶，面积6.1万平方米</li></ul>
      <table border=1><tr><td>指标</td><td>2023年</td></tr><tr><td>产值（亿元）</td><td>31.2</td></tr></table>
      <p>${PARAGRAPHS[1]}</p></td></tr></table></td></tr></table>${FOOT}</body></html>`;
    const file = await readFile({ name: "b.htm", bytes: encodeLegacy(html, "gbk") });
    expect(file.encoding).toBe("gb18030");
    expect(file.text).toContain(`${PARAGRAPHS[0]}\n一期已投用，面积5.2万平方米\n二期已封顶，面积6.1万平方米\n指标\t2023年\n产值（亿元）\t31.2\n${PARAGRAPHS[1]}`);
    expect(file.text).not.toMatch(/政务公开|联系我们/);
    expect(file.meta).toMatchObject({ published: "2024-03-05", publisher: "示范区办公室", language: "zh" });
    expect(file.tables).toMatchObject([{ columns: ["指标", "2023年"], rows: [{ cells: ["产值（亿元）", "31.2"] }] }]);
    const [table] = file.tables;
    expect(file.text.slice(table?.start, table?.end)).toBe("指标\t2023年\n产值（亿元）\t31.2\n");
  });

  test("an English page with Open Graph and a canonical address", async () => {
    const prose = "The photonics park added 12 tenants in 2023, and its output rose by 7.1 percent to RMB 3.2 billion, the zone said on Tuesday.";
    const head = '<title>Park grows | Zone News</title><meta property="og:title" content="Photonics park grows"><meta property="og:site_name" content="Zone News"><meta property="article:published_time" content="2024-01-16T08:00:00+08:00"><link rel="canonical" href="https://example.org/news/1">';
    const file = await readFile({ name: "c.html", bytes: page(head, `<nav><a href=1>Home</a> <a href=2>News</a></nav><article><p>${prose}</p><p>${prose}</p></article><aside class="related"><a href=3>More stories here</a></aside>`) });
    expect(file.text).toBe(`Photonics park grows\n${prose}\n${prose}\n`);
    expect(file.meta).toEqual({ title: "Photonics park grows", publisher: "Zone News", published: "2024-01-16", language: "en", address: "https://example.org/news/1" });
  });

  test("a line break in the source between Han characters is no space", async () => {
    const file = await readFile({ name: "d.html", bytes: page("", "<p>光电\n   产业园 二期，总投资\n12亿元。</p>") });
    expect(file.text).toBe("光电产业园 二期，总投资 12亿元。\n");
  });

  test("cells that span rows fill the table, not the text", async () => {
    const file = await readFile({ name: "e.html", bytes: page("", `<p>${PARAGRAPHS[0]}</p><table><tr><th>期次</th><th>楼栋</th><th>面积</th></tr><tr><td rowspan=2>一期</td><td>A</td><td>5.2</td></tr><tr><td>B</td><td>6.1</td></tr></table>`) });
    expect(file.tables[0]?.rows).toEqual([{ row: 2, cells: ["一期", "A", "5.2"] }, { row: 3, cells: ["一期", "B", "6.1"] }]);
    expect(file.text).toContain("一期\tA\t5.2\nB\t6.1\n");
  });
});

describe("hostile pages", () => {
  test("100,000 nested elements", async () => {
    const file = await readFile({ name: "deep.html", bytes: bytesOf(`<html><body>${"<div>".repeat(100_000)}光电产业园${"</div>".repeat(100_000)}</body></html>`) });
    expect(file.text).toBe("光电产业园\n");
    expect(file.problems).toMatchObject([{ code: "files/html-too-deep", file: "deep.html" }]);
  });

  test("half a million open comments, brackets, or paragraphs", async () => {
    for (const [piece, words] of [["<!--", ""], ["<", ""], ["<p>", "光电产业园\n"]] as const) {
      const file = await readFile({ name: "x.html", bytes: bytesOf(`<html><body>${piece.repeat(500_000)}光电产业园</body></html>`) }, { limits: { time_ms_max: 30_000 } });
      expect([piece, file.text]).toEqual([piece, words]);
    }
  });

  test("unclosed elements, tags and comments", async () => {
    for (const broken of ["<p>光电产业园<b><i", "<html><body><p>光电产业园<!-- 没有结束", "<html><body><div>光电产业园<script>var a = '", "<html><p>光电产业园<table><tr><td"]) {
      expect((await readFile({ name: "x.html", bytes: bytesOf(broken) })).text).toContain("光电产业园");
    }
  });

  test("a page that only a script would fill says so", async () => {
    const file = await readFile({ name: "app.html", bytes: page("", '<div id="root"></div><script src="https://example.org/app.js"></script>') });
    expect(file.text).toBe("");
    expect(file.problems).toMatchObject([{ code: "files/no-text" }]);
  });
});

describe("markdown", () => {
  test("as the reader sees it", async () => {
    const words = "---\ntitle: 园区简报\ndate: 2024-06-01\n---\n# 一、概况\n\n园区有**46家**企业，见[名单](https://example.org)。\n\n- 激光\n- 显示\n\n| 指标 | 值 |\n|---|---|\n| 产值 | 31.2 |\n\n<script>alert(1)</script>\n";
    const file = await readFile({ name: "a.md", bytes: bytesOf(words) });
    expect(file.text).toBe("一、概况\n园区有46家企业，见名单。\n激光\n显示\n指标\t值\n产值\t31.2\n");
    expect(file.meta).toMatchObject({ title: "园区简报", published: "2024-06-01", language: "zh" });
    expect(file.tables).toMatchObject([{ columns: ["指标", "值"] }]);
  });
});
