/** Identity at its door: what a user of the room may rely on. Names of persons are those of scientists long dead. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  buildNameIndex, buildSearchIndex, comparePair, compareProfiles, dedupeList, dedupeRows, flawsOf, initialsOf, joinedReadings, linkList, linkRows, normalName, profileOf, rank, readIsin, readLei,
  readOrgCode, readStockCode, readUscc, search, WEIGHTS,
} from "./index.ts";

const ORG_NAMES = [
  "长春长光辰芯微电子股份有限公司", "Gpixel Inc.", "中国科学院长春光学精密机械与物理研究所", "深圳市鸿富瀚科技股份有限公司", "前视红外光电科技（上海）有限公司", "Siemens AG",
  "INTL BUSINESS MACHINES CORP", "Société Générale S.A.", "ОАО «Газпром»", "北京京东世纪贸易有限公司天津分公司", "清华大学", "TCL科技集团股份有限公司", "兆驰光电", "", "A", "  ", "株式会社日立製作所", "삼성전자",
];
const anyName = fc.oneof(fc.constantFrom(...ORG_NAMES), fc.string({ maxLength: 30, unit: "grapheme" }), fc.string({ maxLength: 12, unit: fc.constantFrom(..."长春光电科技有限公司北京市集团()（）Ltd. Co,ab1") }));

describe("names taken apart", () => {
  it.each([
    ["长春长光辰芯微电子股份有限公司", ["长春"], "长光辰芯", ["微电子"], "joint-stock"],
    ["前视红外光电科技（上海）有限公司", ["上海"], "前视", ["红外", "光电", "科技"], "limited"],
    ["深圳市鸿富瀚科技股份有限公司", ["深圳"], "鸿富瀚", ["科技"], "joint-stock"],
    ["內蒙古伊利實業集團股份有限公司", ["内蒙古"], "伊利", ["实业"], "joint-stock"],
  ])("%s", (name, region, brand, trade, form) => {
    expect(profileOf(name)).toMatchObject({ region, brand, trade, form });
  });

  it("keeps a branch apart from its parent", () => {
    const branch = profileOf("北京京东世纪贸易有限公司天津分公司"), parent = profileOf("北京京东世纪贸易有限公司");
    expect(branch.branch).toBe("天津分公司");
    expect(branch.brand).toBe(parent.brand);
    expect(compareProfiles(branch, parent)).toMatchObject({ veto: "branch and parent" });
    expect(compareProfiles(branch, parent).decision).not.toBe("link");
  });

  it("reads English names: place, brand, trade, legal form", () => {
    const p = profileOf("Changchun Bo Qi Optical Glass Manufacturing Co.,LTD");
    expect(p.region).toEqual(["changchun"]);
    expect(p.brand).toBe("bo qi");
    expect(p.trade).toContain("glass");
    expect(p.form).toBe("limited");
    expect(profileOf("PT Tira Austenite Tbk").brand).toBe("tira austenite");
    expect(profileOf("Sociedad Cooperativa Limitada de Viviendas").words.length).toBeGreaterThan(0);
  });

  it("reads Chinese numerals so that siblings stay apart", () => {
    expect(profileOf("中国电子科技集团公司第五十三研究所").numbers).toEqual(["53"]);
    expect(compareProfiles(profileOf("中国电子科技集团公司第四十六研究所"), profileOf("中国电子科技集团公司第四十一研究所")).decision).not.toBe("link");
  });

  it("tries several readings of a polyphone", () => {
    expect(joinedReadings("重庆")).toEqual(expect.arrayContaining(["chongqing", "zhongqing"]));
    expect(initialsOf("长光辰芯")).toBe("cgcx");
  });

  it("flags what is wrong and repairs nothing", () => {
    expect(flawsOf("Qingdao?PEGASUS?Optics")).toContain("mojibake");
    expect(flawsOf("=HYPERLINK(1)")).toContain("formula");
    expect(flawsOf("a\u0000b")).toContain("control");
    expect(profileOf("锟斤拷科技").raw).toBe("锟斤拷科技");
  });
});

describe("normal form", () => {
  it("is idempotent", () => {
    fc.assert(fc.property(anyName, (s) => { expect(normalName(normalName(s))).toBe(normalName(s)); }), { numRuns: 500 });
  });

  it("does not see width, case or brackets", () => {
    const wide = (s: string) => [...s].map((c) => { const k = c.charCodeAt(0); return k > 0x20 && k < 0x7f ? String.fromCharCode(k + 0xfee0) : c; }).join("");
    fc.assert(fc.property(fc.constantFrom(...ORG_NAMES), (s) => {
      expect(normalName(wide(s))).toBe(normalName(s));
      expect(normalName(s.toUpperCase())).toBe(normalName(s));
      expect(normalName(s.replace(/\(/g, "（").replace(/\)/g, "）"))).toBe(normalName(s));
    }));
  });

  it("does not see traditional against simplified characters", () => {
    expect(normalName("中國工商銀行股份有限公司")).toBe(normalName("中国工商银行股份有限公司"));
    expect(normalName("臺灣積體電路製造股份有限公司")).toBe("台湾积体电路制造股份有限公司");
  });

  it("puts other scripts in Latin letters", () => {
    expect(normalName("ОАО «Газпром»")).toBe("oao gazprom");
    expect(normalName("Société Générale")).toBe("societe generale");
  });
});

describe("check digits", () => {
  // 91350100M000100Y43 is the worked example of GB 32100-2015; 5493001KJTIIGC8Y1R12 and US0378331005 are printed in ISO 17442 and ISO 6166 material.
  it("reads valid codes and refuses every single-character change", () => {
    expect(readUscc("91350100M000100Y43")).toBe("91350100M000100Y43");
    expect(readUscc(" 91350100m000100y43 ")).toBe("91350100M000100Y43");
    expect(readLei("5493001KJTIIGC8Y1R12")).toBe("5493001KJTIIGC8Y1R12");
    expect(readIsin("US0378331005")).toBe("US0378331005");
    for (const [code, read] of [["91350100M000100Y43", readUscc], ["5493001KJTIIGC8Y1R12", readLei]] as const) {
      for (let i = 0; i < code.length; i++) for (const c of "0123456789") {
        // A letter of an LEI stands for two digits, so only digits are exchanged for digits.
        if (code[i] === c || (read === readLei && !/\d/.test(code[i]!))) continue;
        expect(read(code.slice(0, i) + c + code.slice(i + 1)), `${code} with ${c} at ${i}`).toBeUndefined();
      }
    }
  });

  it("computes the check character as an independent formula does", () => {
    const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY", weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    fc.assert(fc.property(fc.stringMatching(/^[1-9A][1-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}$/), (body) => {
      const sum = [...body].reduce((s, c, i) => s + alphabet.indexOf(c) * weights[i]!, 0);
      expect(readUscc(body + alphabet[(31 - (sum % 31)) % 31]!)).toBeDefined();
    }));
  });

  it("reads stock codes with and without exchange, and refuses a wrong one", () => {
    expect(readStockCode("300691")).toBe("300691.SZ");
    expect(readStockCode("sz300691")).toBe("300691.SZ");
    expect(readStockCode("600000.SS")).toBe("600000.SH");
    expect(readStockCode("600000.SZ")).toBeUndefined();
    expect(readStockCode("691")).toBeUndefined();
    expect(readOrgCode("M000100Y4")).toBe("M000100Y4");
  });
});

describe("two names compared", () => {
  it("is symmetric, and the features add up to the weight", () => {
    fc.assert(fc.property(anyName, anyName, (a, b) => {
      const x = compareProfiles(profileOf(a), profileOf(b)), y = compareProfiles(profileOf(b), profileOf(a));
      expect(y.weight).toBeCloseTo(x.weight, 6);
      expect(y.decision).toBe(x.decision);
      expect(x.features.reduce((s, f) => s + f.weight, 0)).toBeCloseTo(x.weight, 2);
      expect(comparePair(a, b).score).toBeCloseTo(comparePair(b, a).score, 6);
      for (const f of x.features) expect(Object.keys(WEIGHTS)).toContain(f.name);
    }), { numRuns: 400 });
  });

  it("shows both values of each feature, in the order asked", () => {
    const c = compareProfiles(profileOf("长春新产业光电技术有限公司"), profileOf("Changchun New Industries Optoelectronics Tech. Co., Ltd."));
    const place = c.features.find((f) => f.name === "x_place");
    expect(place).toMatchObject({ a: "长春", b: "changchun" });
    expect(c.decision).toBe("link");
  });

  it.each([
    ["北京蓝光科技有限公司", "上海蓝光科技有限公司"], ["Siemens Energy AG", "Siemens Healthineers AG"], ["Vanguard 500 Index Fund", "Vanguard 400 Index Fund"],
    ["中国石油化工集团有限公司", "中国石油化工股份有限公司"], ["Alpha Trading LLC", "Beta Trading LLC"],
  ])("keeps %s apart from %s", (a, b) => { expect(comparePair(a, b).decision).not.toBe("link"); });

  it.each([
    ["长春长光辰芯微电子股份有限公司", "长光辰芯"], ["Robert Bosch GmbH", "Bosch, Robert GmbH"], ["ПАО «Лукойл»", "Lukoil PJSC"], ["Taiwan Semiconductor Manufacturing Company Limited", "TSMC"],
  ])("joins %s and %s", (a, b) => { expect(comparePair(a, b).score).toBeGreaterThan(0.5); });

  it("compares persons by part, order, initial, sound", () => {
    expect(comparePair("Gauss, Carl Friedrich", "C. F. Gauss", { kind: "person" }).decision).toBe("link");
    expect(comparePair("Дмитрий Менделеев", "Dmitri Mendeleev", { kind: "person" }).decision).toBe("link");
    expect(comparePair("Johann Bernoulli", "Jakob Bernoulli", { kind: "person" }).decision).not.toBe("link");
    expect(comparePair("Thomas A. Edison", "Thomas B. Edison", { kind: "person" }).decision).not.toBe("link");
  });

  it("measures at least what is stated on the project's own pairs", () => {
    const rows = readFileSync(new URL("../../../data/identity/bench/pairs.tsv", import.meta.url), "utf8").split("\n").filter((l) => l !== "" && !l.startsWith("#")).map((l) => l.split("\t"));
    let right = 0, said = 0, so = 0;
    for (const [a, b, kind, match] of rows) {
      const link = comparePair(a!, b!, { kind: kind as "person" | "organisation" }).decision === "link";
      if (link) said++;
      if (match === "true") so++;
      if (link && match === "true") right++;
    }
    expect(2 * right / (said + so)).toBeGreaterThan(0.93);
  });
});

describe("finding one name among many", () => {
  const index = buildNameIndex(["Changchun New Industries Optoelectronics Technology Co., Ltd.", "Changchun High & New Technology Industry (Group) Inc.", "Jilin Jinguan Electric Co., Ltd.", "江苏永鼎股份有限公司", "长春奥普光电技术股份有限公司"]);

  it("ranks in the other language and in short form", () => {
    expect(rank("长春新产业光电技术有限公司", index, 3)[0]?.row).toBe(0);
    expect(rank("吉林省金冠电气股份有限公司", index, 3)[0]?.row).toBe(2);
    expect(rank("奥普光电", index, 3)[0]?.row).toBe(4);
    expect(rank("", index, 3)).toEqual([]);
  });
});

describe("two lists linked", () => {
  it("links one to one, explains, and honours identifiers", () => {
    const a = [{ names: ["奥普光电"] }, { names: ["Gpixel Inc."] }, { names: ["甲子光学有限公司"], ids: { uscc: "91350100M000100Y43" } }];
    const b = [{ names: ["长春奥普光电技术股份有限公司"] }, { names: ["GPIXEL INC"] }, { names: ["乙丑光学有限公司"], ids: { uscc: "91350100M000100Y43" } }, { names: ["上海昊量光电设备有限公司"] }];
    const links = linkRows(a, b);
    expect(links.map((l) => [l.a, l.b])).toEqual([[0, 0], [1, 1], [2, 2]]);
    expect(links[2]?.features[0]?.name).toBe("same_uscc");
    expect(links.every((l) => l.features.length > 0)).toBe(true);
  });

  it("never links across two valid codes", () => {
    const links = linkRows([{ names: ["蓝光科技有限公司"], ids: { lei: "5493001KJTIIGC8Y1R12" } }], [{ names: ["蓝光科技有限公司"], ids: { lei: "529900T8BM49AURSDO55" } }], { all: true });
    expect(links.every((l) => l.decision !== "link")).toBe(true);
  });

  it("lets context decide between equal names", () => {
    const cities = ["长春", "上海", "深圳", "武汉", "成都", "西安"];
    const a = cities.map((c) => ({ names: ["华光光学仪器有限公司"], context: [c] })), b = [...cities].reverse().map((c) => ({ names: ["华光光学仪器有限公司"], context: [c] }));
    const links = linkRows(a, b, { contextNames: ["city"], all: true, top: 1 });
    for (const l of links) expect(b[l.b]?.context).toEqual(a[l.a]?.context);
  });

  it("prefers the rival that fits better on both sides", () => {
    const links = linkRows([{ names: ["宏达股份"] }, { names: ["宏达电子"] }], [{ names: ["株洲宏达电子股份有限公司"] }, { names: ["四川宏达股份有限公司"] }], { all: true, top: 1 });
    expect(links.map((l) => [l.a, l.b])).toEqual([[0, 1], [1, 0]]);
  });

  it("finds short names and other spellings in a list that is too long to be asked back, with threads as without", async () => {
    const cities = ["长春", "武汉", "深圳", "北京", "成都"], brands = "安博长诚创达德鼎东恩方丰福光广海浩恒宏华".split("");
    const many = Array.from({ length: 21_000 }, (_, i) => `${cities[i % 5]}${brands[i % 20]}${brands[Math.floor(i / 20) % 20]}${brands[Math.floor(i / 400) % 20]}${["光学", "电子", "材料"][Math.floor(i / 8_000) % 3]}有限公司`);
    const wanted = ["长春奥普光电技术股份有限公司", "吉林省金冠电气股份有限公司", "深圳市水务规划设计院股份有限公司", "Gpixel Inc."];
    const asked = ["奥普光电", "Jilin Jinguan Electric Co., Ltd.", "深水规院", "GPIXEL"].map((n) => ({ names: [n] })), long = [...many, ...wanted].map((n) => ({ names: [n] }));
    const links = linkRows(asked, long, { all: true, top: 1 });
    expect(links.map((l) => [l.a, l.b - many.length])).toEqual([[0, 0], [1, 1], [2, 2], [3, 3]]);
    const told: number[] = [];
    expect(await linkList(asked, long, { all: true, top: 1, threads: 2, progress: (done) => told.push(done) })).toEqual(links);
    expect(told.at(-1)).toBe(long.length);
    expect((await linkList(long, asked, { threads: 2 })).map((l) => [l.a, l.b])).toEqual(linkRows(long, asked).map((l) => [l.a, l.b]));
    const stop = new AbortController();
    await expect(linkList(asked, long, { threads: 2, signal: stop.signal, progress: () => { stop.abort(new Error("enough")); } })).rejects.toThrow("enough");
  });

  it("takes 10⁴ equal names on both sides without comparing each with each", () => {
    const same = Array.from({ length: 10_000 }, () => ({ names: ["深圳市鸿富瀚科技股份有限公司"] })), links = linkRows(same, same);
    expect(links).toHaveLength(10_000);
    expect(links.every((l) => l.decision === "link")).toBe(true);
  });

  it("can be stopped", async () => {
    const rows = Array.from({ length: 1_200 }, (_, i) => ({ names: [`Sample ${i} Optics`] })), stop = new AbortController();
    await expect(linkList(rows, rows, { signal: stop.signal, progress: () => { stop.abort(new Error("enough")); } })).rejects.toThrow("enough");
  });

  it("survives empty lists", () => {
    expect(linkRows([], [])).toEqual([]);
    expect(linkRows([{ names: [""] }], [{ names: ["x y"] }])).toEqual([]);
  });
});

describe("one list deduplicated", () => {
  const of = (names: string[]) => dedupeRows({ count: names.length, names: (i) => [names[i]!] });
  const groups = (names: string[]) => of(names).clusters.filter((c) => c.rows.length > 1).map((c) => c.rows);

  it("joins spellings of one name and leaves siblings apart", () => {
    expect(groups(["长春奥普光电技术股份有限公司", "長春奧普光電技術股份有限公司", "北京奥普光电技术有限公司", "Siemens AG", "SIEMENS A.G.", "Siemens Energy AG"])).toEqual([[0, 1], [3, 4]]);
  });

  it("does not bridge two places through a name without one", () => {
    const r = of(["北京凌云光学技术有限公司", "凌云光学技术有限公司", "上海凌云光学技术有限公司"]);
    expect(r.clusters.some((c) => c.rows.includes(0) && c.rows.includes(2))).toBe(false);
  });

  it("keeps different valid codes apart however equal the names", () => {
    const ids = [{ lei: "5493001KJTIIGC8Y1R12" }, { lei: "529900T8BM49AURSDO55" }];
    const r = dedupeRows({ count: 2, names: () => ["蓝光科技有限公司"], ids: (i) => ids[i]! });
    expect(r.clusters.map((c) => c.rows)).toEqual([[0], [1]]);
  });

  it("takes 10⁴ equal names as one cluster without comparing them", () => {
    const r = of(Array.from({ length: 10_000 }, () => "深圳市鸿富瀚科技股份有限公司"));
    expect(r.clusters).toHaveLength(1);
    expect(r.clusters[0]?.rows).toHaveLength(10_000);
    expect(r.compared).toBe(0);
  });

  it("stays near-linear when all names share one brand", () => {
    const trades = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥";
    const names = Array.from({ length: 4_000 }, (_, i) => `华光${trades[i % 22]}${trades[Math.floor(i / 22) % 22]}${trades[Math.floor(i / 484) % 22]}有限公司`);
    expect(of(names).compared).toBeLessThan(names.length * 60);
  });

  it("reports empty and one-character names and matches neither", () => {
    const r = of(["", "多", "多", " ", "\u0000", "长春奥普光电技术股份有限公司"]);
    expect(r.rejected.map((x) => x.row)).toEqual([0, 1, 2, 3, 4]);
    expect(r.clusters.map((c) => c.rows)).toEqual([[5]]);
  });

  it("says the same with threads as without, and stops when told to", async () => {
    const trades = "光电 激光 电子 材料 仪器 软件 贸易".split(" "), cities = "长春 武汉 上海 深圳 北京 ".split(" ");
    const names = Array.from({ length: 3_000 }, (_, i) => (i % 3 === 0 ? `Sample${i % 171} ${["Optics", "Laser", "Trading"][i % 7 % 3]} ${i % 2 ? "Ltd" : "Limited"}` : `${cities[i % 6]}${i % 4 ? "市" : ""}华${"光晨星海"[i % 4]}${"瑞锦达"[i % 5 % 3]}${trades[i % 7]}${i % 9 ? "有限公司" : "有限责任公司"}`));
    const input = { count: names.length, names: (i: number) => [names[i]!, ...(i % 50 === 0 ? [`Other ${i}`] : [])], ids: (i: number) => (i % 100 === 7 ? { lei: "5493001KJTIIGC8Y1R12" } : {}) };
    const plain = (r: ReturnType<typeof dedupeRows>) => r.clusters.map((c) => ({ rows: c.rows, name: c.name, score: c.score, reasons: c.reasons }));
    const one = dedupeRows(input), three = await dedupeList(input, { threads: 3 });
    expect(one.merged.length).toBeGreaterThan(10);
    expect(plain(three)).toEqual(plain(one));
    expect([three.compared, three.refused, three.rejected]).toEqual([one.compared, one.refused, one.rejected]);
    const stop = new AbortController(), work = dedupeList(input, { threads: 2, signal: stop.signal, progress: () => { stop.abort(new Error("enough")); } });
    await expect(work).rejects.toThrow("enough");
  });

  it("turns away by its sketch no pair that would link: run together, cut short, misspelt, with a word more", () => {
    const forms = ["Ltd", "Inc", "GmbH", "LLC"], trades = ["Optics", "Energy", "Machinery", "Trading", "Software"];
    const brand = (i: number) => ["Vobel", "Calzen", "Marlux", "Tirona", "Senwick"][i % 5]! + ["dor", "fin", "gar", "hal", "ket", "lum", "mos"][Math.floor(i / 5) % 7]! + ["a", "en", "ix", "or", "u"][Math.floor(i / 35) % 5]!;
    const names = Array.from({ length: 175 }, (_, i) => `${brand(i)} ${trades[i % 5]} ${forms[i % 4]}`);
    const spelled = names.slice(0, 120).map((n, i) => [n.replace(" ", ""), n.replace("gy", "g").replace("ics", "cs"), n.toUpperCase(), n.replace(/ \w+$/, "")][i % 4]!);
    const r = of([...names, ...spelled]), together = new Map(r.clusters.flatMap((c, k) => c.rows.map((row) => [row, k] as const)));
    const apart = spelled.map((_, i) => i).filter((i) => together.get(i) !== together.get(names.length + i));
    expect(apart.map((i) => [names[i], spelled[i]])).toEqual([]);
  });

  it("bears names of a million characters, control characters and halves of characters", () => {
    const long = "光".repeat(1_000_000);
    expect(of([long, `${long}学`, "Optics ".repeat(100_000), "\u0000\u0001", "a\u0000b科技", "\ud800光电", "a b科技"]).clusters.map((c) => c.rows)).toContainEqual([4, 6]);
    expect(comparePair(long, `${long}学`).score).toBeGreaterThan(0);
    expect(search(buildSearchIndex([long, "\u0000", "", "光电"]), "光电", 2)[0]?.row).toBe(3);
  });

  it("puts every named row in exactly one cluster", () => {
    fc.assert(fc.property(fc.array(anyName, { maxLength: 25 }), (names) => {
      const r = of(names), seen = [...r.clusters.flatMap((c) => c.rows), ...r.rejected.map((x) => x.row)].sort((a, b) => a - b);
      expect(seen).toEqual(names.map((_, i) => i));
    }), { numRuns: 60 });
  });
});

describe("search as you type", () => {
  const names = ["长春奥普光电技术股份有限公司", "Gpixel Inc.", "宁德时代新能源科技股份有限公司", "中国科学院长春光学精密机械与物理研究所", "Contemporary Amperex Technology Co., Limited", "贵州茅台酒股份有限公司"];
  const index = buildSearchIndex(names);

  it.each([["奥普", 0], ["aopu", 0], ["apgd", 0], ["奥谱光电", 0], ["gpix", 1], ["gpixl", 1], ["ningde", 2], ["ndsd", 2], ["光学精密", 3], ["amperex", 4], ["cat", 4], ["茅台", 5], ["長春奧普", 0]])("%s", (text, row) => {
    expect(search(index, text, 3)[0]?.row).toBe(row);
  });

  it("answers anything typed, at most k, best first", () => {
    fc.assert(fc.property(fc.string({ maxLength: 20, unit: "grapheme" }), (text) => {
      const hits = search(index, text, 3);
      expect(hits.length).toBeLessThanOrEqual(3);
      for (let i = 1; i < hits.length; i++) expect(hits[i - 1]!.score).toBeGreaterThanOrEqual(hits[i]!.score);
    }));
    expect(search(index, "", 3)).toEqual([]);
  });
});
