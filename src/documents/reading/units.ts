// The words of scale and measure, in both languages, and what each is worth in base units.
// Invariant: areas are exact multiples of a square metre (mu = 2000/3 m2 by the Chinese legal definition of 1984; acre, square foot
// and ping by the international foot and the Taiwan land rule), money keeps its ISO 4217 code, and "yuan" alone means no code.

export interface Measure {
  unit: "yuan" | "currency" | "m2" | "ratio";
  factor: number;
  currency?: string;
}

export const ZH_SCALE: Readonly<Record<string, number>> = {
  十: 1e1, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 兆: 1e12,
};

export const EN_SCALE: Readonly<Record<string, number>> = {
  hundred: 1e2, thousand: 1e3, thousands: 1e3, million: 1e6, millions: 1e6, billion: 1e9, billions: 1e9, trillion: 1e12, trillions: 1e12,
  mn: 1e6, mln: 1e6, mio: 1e6, mrd: 1e9, bn: 1e9, bln: 1e9, tn: 1e12, crore: 1e7, crores: 1e7, lakh: 1e5, lakhs: 1e5, kk: 1e6,
};

const yuan: Measure = { unit: "yuan", factor: 1 };
const money = (currency: string): Measure => ({ unit: "currency", factor: 1, currency });
const area = (factor: number): Measure => ({ unit: "m2", factor });
const ratio = (factor: number): Measure => ({ unit: "ratio", factor });

/** Measures written after the number, folded and lower-case. */
export const AFTER: Readonly<Record<string, Measure>> = {
  元人民币: yuan, 人民币: yuan, 元: yuan, 圆: yuan, 块钱: yuan, 圆人民币: yuan,
  元美金: money("USD"), 美元: money("USD"), 美金: money("USD"), 欧元: money("EUR"), 港元: money("HKD"), 港币: money("HKD"), 元港币: money("HKD"),
  日元: money("JPY"), 日圆: money("JPY"), 新台币: money("TWD"), 元新台币: money("TWD"), 台币: money("TWD"), 台元: money("TWD"),
  韩元: money("KRW"), 英镑: money("GBP"), 新加坡元: money("SGD"), 新元: money("SGD"), 新币: money("SGD"), 马币: money("MYR"),
  令吉: money("MYR"), 林吉特: money("MYR"), 卢比: money("INR"), 瑞郎: money("CHF"), 瑞士法郎: money("CHF"), 加元: money("CAD"),
  澳元: money("AUD"), 卢布: money("RUB"), 泰铢: money("THB"), 越南盾: money("VND"), 谢克尔: money("ILS"), 丹麦克朗: money("DKK"),
  瑞典克朗: money("SEK"), 以色列谢克尔: money("ILS"),
  "yuan": yuan, "yuans": yuan, "rmb": yuan, "cny": yuan, "renminbi": yuan, "rmb yuan": yuan, "yuan rmb": yuan, "chinese yuan": yuan,
  "yuan renminbi": yuan, "yuan (rmb)": yuan,
  "us dollars": money("USD"), "us dollar": money("USD"), "u.s. dollars": money("USD"), "american dollars": money("USD"), "dollars": money("USD"), "dollar": money("USD"), "usd": money("USD"),
  "euros": money("EUR"), "euro": money("EUR"), "eur": money("EUR"), "pounds": money("GBP"), "pounds sterling": money("GBP"), "gbp": money("GBP"),
  "€": money("EUR"), "£": money("GBP"), "$": money("USD"), "m €": { unit: "currency", factor: 1e6, currency: "EUR" }, "mio €": { unit: "currency", factor: 1e6, currency: "EUR" }, "mio. €": { unit: "currency", factor: 1e6, currency: "EUR" }, "mio. euro": { unit: "currency", factor: 1e6, currency: "EUR" }, "b €": { unit: "currency", factor: 1e9, currency: "EUR" }, "b€": { unit: "currency", factor: 1e9, currency: "EUR" }, "bn €": { unit: "currency", factor: 1e9, currency: "EUR" },
  "mrd €": { unit: "currency", factor: 1e9, currency: "EUR" }, "mrd. €": { unit: "currency", factor: 1e9, currency: "EUR" }, "k €": { unit: "currency", factor: 1e3, currency: "EUR" }, "m€": { unit: "currency", factor: 1e6, currency: "EUR" }, "k€": { unit: "currency", factor: 1e3, currency: "EUR" }, "bn€": { unit: "currency", factor: 1e9, currency: "EUR" }, "m£": { unit: "currency", factor: 1e6, currency: "GBP" }, "m$": { unit: "currency", factor: 1e6, currency: "USD" },
  "hong kong dollars": money("HKD"), "hkd": money("HKD"), "nt dollars": money("TWD"), "new taiwan dollars": money("TWD"), "ntd": money("TWD"), "twd": money("TWD"),
  "taiwan dollars": money("TWD"), "yen": money("JPY"), "japanese yen": money("JPY"), "jpy": money("JPY"), "won": money("KRW"), "korean won": money("KRW"), "krw": money("KRW"),
  "singapore dollars": money("SGD"), "sgd": money("SGD"), "ringgit": money("MYR"), "myr": money("MYR"), "rupees": money("INR"), "inr": money("INR"),
  "swiss francs": money("CHF"), "chf": money("CHF"), "canadian dollars": money("CAD"), "cad": money("CAD"), "australian dollars": money("AUD"), "aud": money("AUD"),
  "shekels": money("ILS"), "baht": money("THB"), "dong": money("VND"), "kroner": money("DKK"), "kronor": money("SEK"),
  平方公尺: area(1), 平方米: area(1), 平米: area(1), 平方: area(1), 方: area(1), "㎡": area(1), "m2": area(1), "m²": area(1), "m^2": area(1), "sqm": area(1), "sq m": area(1), "sq. m": area(1), "sq.m": area(1),
  "sq. m.": area(1), "square meters": area(1), "square metres": area(1), "square meter": area(1), "square metre": area(1), "square-meter": area(1), "square-metre": area(1),
  "sq. meters": area(1), "sq meters": area(1), "sq metres": area(1), "sq. metres": area(1), "m 2": area(1), "square m": area(1), "square rice": area(1),
  平方公里: area(1e6), 平方千米: area(1e6), "km2": area(1e6), "km²": area(1e6), "sq km": area(1e6), "sq. km": area(1e6), "sqkm": area(1e6),
  "square kilometers": area(1e6), "square kilometres": area(1e6), "square kilometer": area(1e6), "square kilometre": area(1e6), "square-kilometer": area(1e6), "square-kilometre": area(1e6),
  "square km": area(1e6),
  公顷: area(1e4), "hectares": area(1e4), "hectare": area(1e4), "ha": area(1e4), "hm2": area(1e4),
  亩: area(2000 / 3), "mu": area(2000 / 3), "mus": area(2000 / 3), "chinese acres": area(2000 / 3),
  "acres": area(4046.8564224), "acre": area(4046.8564224), 英亩: area(4046.8564224), "acre-": area(4046.8564224),
  "square feet": area(0.09290304), "square foot": area(0.09290304), "square-foot": area(0.09290304), "sq ft": area(0.09290304), "sq. ft": area(0.09290304), "sq. ft.": area(0.09290304), "sq-ft": area(0.09290304), "sf": area(0.09290304), "square-feet": area(0.09290304), "sq-m": area(1), "sq-km": area(1e6), "sm": area(1), "sqft": area(0.09290304),
  "ft2": area(0.09290304), 平方英尺: area(0.09290304), 平方尺: area(0.09290304), 坪: area(400 / 121),
  "%": ratio(0.01), "％": ratio(0.01), "﹪": ratio(0.01), "percent": ratio(0.01), "per cent": ratio(0.01), "pct": ratio(0.01), "pc": ratio(0.01), "percents": ratio(0.01), "‰": ratio(0.001),
};

/** Measures written before the number, folded and lower-case. */
export const BEFORE: Readonly<Record<string, Measure>> = {
  "rmb": yuan, "cny": yuan, "yuan": yuan, "rmb¥": yuan, "¥": yuan, "￥": yuan, 人民币: yuan, "rmb yuan": yuan, "cn¥": yuan, "renminbi": yuan,
  "us$": money("USD"), "usd": money("USD"), "usd$": money("USD"), "$": money("USD"), "u.s.$": money("USD"), "us $": money("USD"), "u.s. $": money("USD"),
  "€": money("EUR"), "eur": money("EUR"), "euro": money("EUR"), "euros": money("EUR"), "£": money("GBP"), "gbp": money("GBP"), "hk$": money("HKD"), "hkd": money("HKD"),
  "nt$": money("TWD"), "ntd": money("TWD"), "twd": money("TWD"), "nt $": money("TWD"), "jp¥": money("JPY"), "jpy": money("JPY"), "krw": money("KRW"), "₩": money("KRW"),
  "s$": money("SGD"), "sgd": money("SGD"), "myr": money("MYR"), "rm": money("MYR"), "inr": money("INR"), "₹": money("INR"), "rs": money("INR"), "rs.": money("INR"), "chf": money("CHF"),
  "c$": money("CAD"), "ca$": money("CAD"), "cad": money("CAD"), "a$": money("AUD"), "au$": money("AUD"), "aud": money("AUD"), "ils": money("ILS"), "nis": money("ILS"), "₪": money("ILS"),
  "dkk": money("DKK"), "sek": money("SEK"), 新台币: money("TWD"), 台币: money("TWD"), 美元: money("USD"), 港币: money("HKD"), "thb": money("THB"),
};

/** Chinese classifiers of countable things that a claim may count. */
export const CLASSIFIERS: readonly string[] = [
  "人次", "家次", "台套", "台(套)", "只(套)", "套(件)", "万片", "余家", "家", "户", "个", "台", "人", "件", "项", "条", "名", "位", "栋", "幢", "座", "款", "种", "类", "所", "场", "层", "套", "片", "颗", "只", "辆",
  "吨", "支", "株", "对", "份", "篇", "支队伍", "枚", "块", "部", "艘", "架", "间", "处", "道", "组", "批次", "单", "宗", "桶", "盏", "万只", "粒", "根", "卷", "芯公里", "大系列", "大类", "对公里", "张", "头", "口", "本", "班次", "席", "村",
];

/** What may follow a number that is then no figure of a cluster: times, sizes, technical measures, ranks. */
export const NOT_FIGURE_ZH =
  /^(?:多|余|来)?(?:年|个月|个?月|日|天|号|时|小时|个小时|分钟|分|秒|周年|周|岁|届|期|度|纳米|微米|毫米|厘米|公里|千米|英里|海里|米|英寸|寸|吋|英吋|英尺|尺|里|级(?!别)|强|倍|点|折|路(?!公)|版|代|位数|比特|像素|赫兹|吉赫|伏|流明|瓦|千瓦|兆瓦|公斤|千克|克|毫克|升|摄氏度|℃|个百分点|个点|百分点|轮|大关|次(?:会议|方|产)|楼|室|世纪|后|维|股|个?工作日|季度|线城市|线品牌|线下|化|师|讲|章|卡|网融合|甲|字头|院(?!士)|校|区(?!域)|省|国(?!家)|学期|星)/;
export const NOT_FIGURE_EN =
  /^[\s-]*(?:years?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|centur(?:y|ies)|decades?|nm|um|μm|µm|mm|cm|km|m(?![a-z0-9²])|meters?|metres?|kilometers?|kilometres?|miles?|inch(?:es)?|feet|foot|ft|yards?|gbps|gbit|mbps|tbps|gb|tb|mb|ghz|mhz|thz|khz|hz|kw|mw|gw|w|watts?|kilowatts?|megawatts?|v|volts?|lumens?|lm|kg|g|grams?|kilograms?|°|degrees?|times|x(?![a-z])|fold|percentage points?|points?|pixels?|megapixels?|db|dpi|bits?|bytes?|am\b|a\.m|pm\b|p\.m|o'clock|years?-old|nanometers?|nanometres?|microns?|micrometers?|generations?|quarters?)(?![a-z])/;
