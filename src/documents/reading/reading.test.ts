// Reading at its door: whose figure, which property, planned or done, how certain, and why.
import { describe, expect, it } from "vitest";
import { projectLexicon } from "./fixture.ts";
import { extendLexicon, findMetadata, readClaims, toInterchange, type Proposal, type ReadOptions } from "./index.ts";

const lexicon = projectLexicon();
const read = (text: string, options: Partial<ReadOptions> = {}): Proposal[] => readClaims(text, { lexicon, published: "2023-06-26", ...options }).proposals;
const brief = (p: Proposal) => `${p.subject} ${p.property} ${p.value} ${p.modality} ${p.bound}`;
const briefs = (text: string, options: Partial<ReadOptions> = {}): string[] => read(text, options).filter((p) => p.unit !== "entity").map(brief);

describe("property, subject, modality and bound of a figure", () => {
  it("reads a park's sums and areas, each with its own bound and modality", () => {
    expect(briefs("东湾光电产业园总投资约31亿元，规划占地110亩，总建筑面积超过17万平方米。")).toEqual([
      "东湾光电产业园 investment 3100000000 actual approx",
      "东湾光电产业园 area.land 73333.33 planned eq",
      "东湾光电产业园 area.floor 170000 actual gt",
    ]);
  });

  it("keeps a target a target and an at-least an at-least", () => {
    expect(briefs("今年全市激光产业规模力争突破900亿元，企业达到600户以上。")).toEqual([
      "全市激光产业 output_value 90000000000 target gt",
      "全市激光产业 firms_count 600 target ge",
    ]);
  });

  it("resolves described things to what was named", () => {
    const claims = briefs("南岭显示科技园位于云江县。该园区占地200亩，入驻企业46家。项目预计2024年6月竣工。");
    expect(claims).toEqual([
      "南岭显示科技园 area.land 133333.33 actual eq",
      "南岭显示科技园 firms_count 46 actual eq",
      "南岭显示科技园 expected_completion 2024-06 planned eq",
    ]);
  });

  it("tells phases apart", () => {
    const claims = briefs("江北光电园二期总投资6亿元，2021年10月封顶。此前，一期厂房7.6万平方米已全部租出，28家企业入驻。");
    expect(claims).toContain("江北光电园二期 capped_date 2021-10 actual eq");
    expect(claims).toContain("一期 firms_count 28 actual eq");
  });

  it("counts an expo's firms as exhibitors and its crowd as visitors, planned while it lies ahead", () => {
    const claims = briefs("7月18日至20日，东湾国际光电博览会将在东湾会展中心举办。展览面积3万平方米，将有400余家企业参展，专业观众预计超2万人次。");
    expect(claims).toEqual([
      "东湾国际光电博览会 start_date 2023-07-18 planned eq",
      "东湾国际光电博览会 expected_completion 2023-07-20 planned eq",
      "东湾国际光电博览会 exhibition_area 30000 planned eq",
      "东湾国际光电博览会 exhibitors 400 planned gt",
      "东湾国际光电博览会 visitors 20000 planned gt",
    ]);
  });

  it("takes signed projects' total as contract value and started projects' as investment", () => {
    expect(briefs("云江县共签约项目23个，总投资186.5亿元。")).toContain("云江县 contract_value 18650000000 actual eq");
    expect(briefs("云江县集中开工项目12个，总投资64亿元。")).toContain("云江县 investment 6400000000 actual eq");
  });

  it("reads shares of a territory and leaves other ratios alone", () => {
    expect(briefs("星谱光电的红外探测器占全国市场的22%。").some((b) => b.includes("market_share 0.22"))).toBe(true);
    expect(briefs("星谱光电研发人员占员工总数的36%，研发投入占营收的13.9%。")).toEqual([]);
  });

  it("reads growth as a rate, a fall as a negative one", () => {
    expect(briefs("2022年云江县光电产业实现产值142亿元，同比增长18.6%；出口额12亿元，下降3.1%。")).toEqual([
      "云江县光电产业 output_value 14200000000 actual eq",
      "云江县光电产业 growth_rate 0.186 actual eq",
      "云江县光电产业 other_count 1200000000 actual eq",
      "云江县光电产业 growth_rate -0.031 actual eq",
    ]);
  });

  it("reads English, with each figure's own governing verb", () => {
    expect(briefs("With a total investment of RMB 1 billion, Phase II of the Lakeside Optics Park covers an area of 21,000 m2. Commencing in September 2021, the project is scheduled to be delivered in June 2024.")).toEqual([
      "Phase II of Lakeside Optics Park area.land 21000 actual eq",
      "Phase II of Lakeside Optics Park investment 1000000000 actual eq",
      "Phase II of Lakeside Optics Park start_date 2021-09 actual eq",
      "Phase II of Lakeside Optics Park expected_completion 2024-06 planned eq",
    ].sort((a, b) => order(a) - order(b)));
  });

  it("reads a foreign cluster in its own money", () => {
    const claims = briefs("The Tarvald photonics cluster counts some 400 companies. Together they employ about 17,000 people and generated sales of EUR 3.4 billion.");
    expect(claims).toEqual([
      "Tarvald photonics cluster firms_count 400 actual approx",
      "Tarvald photonics cluster employees 17000 actual approx",
      "Tarvald photonics cluster revenue 3400000000 actual eq",
    ]);
    expect(read("The Tarvald photonics cluster generated sales of EUR 3.4 billion.")[0]).toMatchObject({ unit: "currency", currency: "EUR" });
  });

  it("reads machine-translated English", () => {
    const claims = briefs("Luhu new light source base have 118 enterprise settle in, total investment reach 12billion yuan , after complete can reach annual output value 5. 2 billion yuan.");
    expect(claims.some((b) => b.includes("firms_count 118"))).toBe(true);
    expect(claims.some((b) => b.includes("investment 12000000000"))).toBe(true);
    expect(claims.some((b) => b.includes("output_value 5200000000 planned"))).toBe(true);
  });

  it("reads traditional characters as it reads simplified ones", () => {
    const traditional = read("東灣光電產業園總投資約31億元，預計2024年6月竣工。");
    const simplified = read("东湾光电产业园总投资约31亿元，预计2024年6月竣工。");
    expect(traditional.map((p) => [p.property, p.value, p.modality, p.bound])).toEqual(simplified.map((p) => [p.property, p.value, p.modality, p.bound]));
    expect(traditional[0]!.quote).toContain("總投資");
    expect(traditional[0]!.subject).toBe("東灣光電產業園");
  });

  it("proposes nothing from page furniture, codes, ordinals, durations or ranks", () => {
    for (const text of [
      "版权所有 © 2018-2024 东湾日报社 京ICP备12345678号", "联系电话：400-0123-021 或 13391219793", "第23届博览会位列全国第8位，为期3天。", "采用8英寸晶圆和850纳米激光器，支持5G。",
      "Copyright 2011 Lakeside Daily. All rights reserved.", "The 23rd exposition ranked 3rd and lasted four days.", "Tel: 0431-85176812",
    ]) expect(briefs(text), text).toEqual([]);
  });

  it("hands listed figures out to their names", () => {
    expect(briefs("光通信产业、光显示产业分别实现产值170亿元、50亿元。")).toEqual(["光通信产业 output_value 17000000000 actual eq", "光显示产业 output_value 5000000000 actual eq"]);
    expect(briefs("Germany, France and the Netherlands vie for the lead with 9% of EU output each.").map((b) => b.split(" market_share")[0])).toEqual(["Germany", "France", "Netherlands"]);
  });

  it("gives a sum to the thing it is for", () => {
    expect(briefs("星谱光电公司投资15亿元建设南岭显示产业园。")).toEqual(["南岭显示产业园 investment 1500000000 actual eq"]);
    expect(briefs("The company has invested 2 billion yuan to build the Northbank Display Park.")).toEqual(["Northbank Display Park investment 2000000000 actual eq"]);
  });

  it("takes what a policy grants as the policy's, capped where it says so", () => {
    const claims = briefs("云江县6月8日印发《关于加快激光产业发展的若干措施》。对新引进的项目，最高给予500万元补助。");
    expect(claims).toContain("《关于加快激光产业发展的若干措施》 start_date 2023-06-08 actual eq");
    expect(claims).toContain("《关于加快激光产业发展的若干措施》 investment 5000000 actual le");
  });

  it("reads a level to be reached by a coming year as a target, and lets it spread to the figures that follow", () => {
    expect(briefs("到2027年，全市激光产业规模突破200亿元，规上企业达到80家，拥有专利3000件。").every((b) => b.includes(" target "))).toBe(true);
    expect(briefs("The industry should reach 150 billion yuan by 2027.").every((b) => b.includes(" target "))).toBe(true);
  });

  it("takes a bare yuan sign and dollar by what the text speaks of", () => {
    expect(read("Kitano Optics of Japan posted sales of ¥169 billion.")[0]).toMatchObject({ unit: "currency", currency: "JPY" });
    expect(read("東岳光電預計投資新台幣75億元。新廠年營業額可達54億元。").map((p) => p.currency)).toEqual(["TWD", "TWD"]);
    expect(read("东岳光电营业收入54亿元。")[0]).toMatchObject({ unit: "yuan" });
  });

  it("reads scanned text with a space after every character", () => {
    const text = "江 北 光 电 园 总 投 资 约 3 1 亿 元 ， 占 地 1 1 0 亩 。";
    const claims = read(text);
    expect(claims.map(brief)).toEqual(["江北光电园 investment 3100000000 actual approx", "江北光电园 area.land 73333.33 actual eq"]);
    expect(text.slice(claims[0]!.figure.start, claims[0]!.figure.end)).toBe("3 1 亿 元");
    for (const p of claims) expect(text.slice(p.start, p.end)).toBe(p.quote);
  });

  it("reads rows of a table", () => {
    expect(briefs("云江县光电产业主要指标\n企业户数 | 938户\n从业人员 | 6.8万人\n").map((b) => b.split(" ").slice(1).join(" "))).toEqual(["firms_count 938 actual eq", "employees 68000 actual eq"]);
  });

  it("names a described thing by what the document calls it later", () => {
    expect(briefs("At present, the number of enterprises in the town has exceeded 200. Luhu Town plans more.")[0]).toBe("Luhu Town firms_count 200 actual gt");
  });

  it("leaves out a conversion in brackets and a condition's threshold", () => {
    expect(read("Opto Vale will invest 11 billion yuan ($1.69 billion) in a plant.").filter((p) => p.property === "investment").length).toBe(1);
    expect(briefs("全县产值超10亿元的企业达51家。").filter((b) => b.includes("output_value"))).toEqual([]);
  });

  it("says a fact once, the body before the headline", () => {
    const claims = read("东湾光电园总投资超百亿元\n\n东湾光电园总投资108亿元，一期已经开工。").filter((p) => p.property === "investment");
    expect(claims.map((p) => p.value)).toEqual([10_800_000_000]);
  });
});

const order = (b: string): number => (b.includes("investment") ? 2 : b.includes("area") ? 3 : 1) + (b.includes("start_date") || b.includes("expected") ? 10 : 0);

describe("dates", () => {
  it("leaves a date without a knowable year unlabelled", () => {
    expect(read("11月3日，东湾光电论坛在东湾举行。", { published: undefined }).filter((p) => p.unit === "date")).toEqual([]);
    expect(read("11月3日，东湾光电论坛在东湾举行。").filter((p) => p.unit === "date").map((p) => p.value)).toEqual(["2023-11-03"]);
  });

  it("reads recent, by-the-end and currently as the guide does", () => {
    const claims = briefs("The main body of the Lakeside project has recently been capped, and delivery is planned by the end of this year.");
    expect(claims).toContain("Lakeside project capped_date 2023-06 actual approx");
    expect(claims).toContain("Lakeside project expected_completion 2023-12 planned le");
  });

  it("dates an actual figure by the period named and a plan by its horizon", () => {
    expect(read("2022年，星谱光电公司实现营业收入6.42亿元。")[0]!.as_of).toBe("2022");
    expect(read("到2025年，云江高新区力争聚集企业100家。").find((p) => p.property === "firms_count")!.as_of).toBe("2025");
    expect(read("云江高新区现有企业86家。")[0]!.as_of).toBe("2023-06-26");
  });
});

describe("reasons, spans and learning", () => {
  it("quotes literally and says which words decided", () => {
    const text = "  某些导语。\r\n东湾光电产业园总投资约31亿元，力争2025年产值突破50亿元。\n";
    for (const p of read(text)) {
      expect(text.slice(p.start, p.end)).toBe(p.quote);
      expect(p.quote).not.toMatch(/[\r\n]/);
      for (const r of Object.values(p.reasons)) {
        expect(r.words !== undefined || r.rule !== undefined).toBe(true);
        if (r.start !== undefined) expect(text.slice(r.start, r.end)).toBe(r.words);
      }
      expect(p.confidence).toBeGreaterThan(0);
      expect(p.confidence).toBeLessThan(1);
    }
  });

  it("learns a trigger word and forgets it with the lexicon", () => {
    const text = "东湾光电产业园炉膛总量达30个。";
    const plain = read(text).map((p) => p.property);
    const taught = extendLexicon(lexicon, [{ property: "production_lines", lang: "zh", word: "炉膛总量" }]);
    expect(readClaims(text, { lexicon: taught }).proposals.map((p) => p.property)).toContain("production_lines");
    expect(read(text).map((p) => p.property)).toEqual(plain);
    expect(plain).not.toContain("production_lines");
  });

  it("knows a learnt alias by its full name", () => {
    const known = new Map([["东所", { type: "Institute", name: "东湾光学研究所" }]]);
    expect(read("东所现有员工420人。", { known })[0]).toMatchObject({ subject: "东湾光学研究所", subject_type: "Institute", property: "employees" });
  });

  it("uses a short name declared in the text", () => {
    const claims = read("东湾光学精密机械研究所(东湾光机所)2019年6月注册。目前，东湾光机所孵化企业30余家。");
    expect(claims.find((p) => p.property === "firms_count")!.subject).toBe("东湾光学精密机械研究所");
  });

  it("hands on the short form that the text declares, where the full name does not hold it", () => {
    const claims = read("东湾光学精密机械研究所(东湾光机所)2019年6月注册。目前，东湾光机所孵化企业30余家。");
    const p = claims.find((x) => x.property === "firms_count")!;
    expect([p.subject, p.subject_short, toInterchange(p, "x").subject]).toEqual(["东湾光学精密机械研究所", "东湾光机所", "东湾光学精密机械研究所(东湾光机所)"]);
    expect(read("云江光电产业园（云江光电）占地300亩。")[0]).not.toHaveProperty("subject_short");
  });

  it("takes a name that a numeral opens or that stands before a year for a firm", () => {
    const subjects = (text: string): string[] => [...new Set(read(text).map((p) => p.subject))];
    expect(subjects("三明光电2000年成立，2016年营收100亿元。")).toEqual(["三明光电"]);
    expect(subjects("明川科2016年营收100亿元。")).toEqual(["明川科"]);
    expect(subjects("早在2016年投资100亿元。三家光电企业2015年营收10亿元。").some((x) => /早在|三家/.test(x))).toBe(false);
  });

  it("writes the interchange form with its span", () => {
    const p = read("东湾光电产业园总投资约31亿元。")[0]!;
    expect(toInterchange(p, "x.txt")).toEqual({
      doc: "x.txt", subject: "东湾光电产业园", subject_type: "Park", property: "investment", value: 3_100_000_000, unit: "yuan", modality: "actual", bound: "approx", as_of: "2023-06-26",
      quote: "东湾光电产业园总投资约31亿元。", start: p.start, end: p.end,
    });
  });
});

describe("relations", () => {
  const relation = (text: string): string[] => read(text).filter((p) => p.unit === "entity").map((p) => `${p.subject} ${p.property} ${p.value}`);
  it("reads where, with whom, by whom and what was won", () => {
    expect(relation("南岭显示科技园位于云江县，环境优美。")).toContain("南岭显示科技园 located_in 云江县");
    expect(relation("东湾大学与云江光电有限公司签订战略合作协议。").some((r) => r.includes("cooperates_with"))).toBe(true);
    expect(relation("云江光电有限公司荣获创新创业大赛金奖。")).toContain("云江光电有限公司 award 创新创业大赛金奖");
    expect(relation("The Lakeside Institute is located in Tarvald City.").length).toBe(1);
  });
});

describe("metadata", () => {
  it("reads the header line of a labelled document", () => {
    expect(findMetadata("# 某园区开工 | 某日报 | 2024-03 | https://example.org | retold\n正文。")).toMatchObject({ title: "某园区开工", publisher: "某日报", published: "2024-03", lang: "zh" });
    expect(findMetadata("# A park opens | Daily | n.d. | x | retold\nText here.").published).toBeUndefined();
  });
  it("reads a byline on the page itself", () => {
    expect(findMetadata("Lakeside park to open soon\nUpdated: 2021-09-18    Source: Lakeside Daily Large Medium\n\nText.")).toMatchObject({ published: "2021-09-18", publisher: "Lakeside Daily", title: "Lakeside park to open soon" });
    expect(findMetadata("东湾光电博览会即将开幕\n2024-06-07 16:47:56来源:东湾在线责编:某某\n正文。")).toMatchObject({ published: "2024-06-07", publisher: "东湾在线" });
  });
});
