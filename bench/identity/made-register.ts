/**
 * A register made for measuring: seeded, 70 % Chinese, a tenth of the rows spelled as another register would spell an earlier one.
 * Invariant: the same seed gives the same rows. Names are built of syllables and general words; any likeness to a firm is chance.
 */
export interface MadeRegister { names: string[]; /** Row of the original, for each planted copy; −1 otherwise. */ copyOf: Int32Array }

function random(seed: number): () => number {
  let a = seed >>> 0;
  return () => { a = (a + 0x6d2b79f5) >>> 0; let t = Math.imul(a ^ (a >>> 15), 1 | a); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

export const CITIES = "北京 上海 深圳 广州 杭州 苏州 南京 武汉 成都 重庆 天津 长春 沈阳 大连 青岛 济南 郑州 西安 长沙 南昌 合肥 福州 厦门 宁波 无锡 东莞 佛山 中山 珠海 昆明 贵阳 南宁 海口 兰州 太原 石家庄 哈尔滨 吉林 常州 温州".split(" ");
const BRAND = "安博长诚创达德鼎东恩方飞丰福富光广国海瀚浩恒宏华汇嘉建健金锦晶景聚凯康科坤蓝朗乐立联力龙隆迈明铭纳能宁鹏普奇启清锐瑞润森尚盛世顺思泰腾天通同万威维伟为文新信兴旭亚扬业伊亿易益盈永优宇远元源云泽兆正志智中众卓佐岚霖睿烁煜晟骏皓琪钧".split("");
export const TRADE = "科技 电子 光电 光学 激光 机械 材料 医药 生物 食品 贸易 商贸 建筑 工程 物流 化工 能源 环保 信息 网络 软件 通信 智能 装备 设备 仪器 汽车 服装 家具 农业 旅游 文化 传媒 咨询 投资".split(" ");
const TAIL = "有限公司 有限公司 有限公司 科技有限公司 技术有限公司 股份有限公司 有限责任公司 (集团)有限公司".split(" ");
const SYLLABLES = "ar ba bel bo cal can cor da del dex dor el en fa far fin ga gen gla hal har in jo ka kel la lan len lin lo lu ma mar mer mi mon na nel nex no nor o or pa per pha pol qua ra rel ri ro sa sen ser sol ta tec ter ti ton tor tra tri un va ven ver vi vo wel win xan yor za zen".split(" ");
export const WORDS = "Technology Electronics Optics Photonics Laser Machinery Materials Pharma Biotech Foods Trading Construction Engineering Logistics Chemical Energy Software Systems Networks Robotics Automotive Instruments Capital Consulting Media".split(" ");
const FORMS = "Ltd|Limited|Co., Ltd.|Inc.|Corporation|Corp|LLC|GmbH|S.A.|Holdings Ltd".split("|");

/** Make `size` rows, a tenth of them perturbed copies of earlier ones. */
export function madeRegister(size: number, seed = 20240619): MadeRegister {
  const next = random(seed), pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const names: string[] = [], copyOf = new Int32Array(size).fill(-1);
  const zh = () => { let brand = ""; const n = 2 + Math.floor(next() * 2.2); while (brand.length < n) brand += pick(BRAND); return `${pick(CITIES)}${next() < 0.4 ? "市" : ""}${brand}${pick(TRADE)}${pick(TAIL)}`; };
  const en = () => { let brand = ""; const n = 2 + Math.floor(next() * 3); for (let i = 0; i < n; i++) brand += pick(SYLLABLES); return `${brand[0]!.toUpperCase()}${brand.slice(1)} ${next() < 0.5 ? `${pick(WORDS)} ` : ""}${pick(WORDS)} ${pick(FORMS)}`; };
  while (names.length < size) {
    const row = names.length;
    if (row > 10 && next() < 0.1) {
      const of = Math.floor(next() * row);
      copyOf[row] = copyOf[of]! >= 0 ? copyOf[of]! : of;
      names.push(perturb(names[of]!, next));
    } else names.push(next() < 0.7 ? zh() : en());
  }
  return { names, copyOf };
}

/** One of the ways in which registers spell one name differently. */
function perturb(name: string, next: () => number): string {
  const way = Math.floor(next() * 6);
  const at = 1 + Math.floor(next() * Math.max(1, name.length - 2));
  if (way === 0) return name.replace("市", "").replace("有限责任公司", "有限公司").replace("Limited", "Ltd").replace("Corporation", "Corp");
  if (way === 1) return /[a-z]/.test(name) ? name.toUpperCase() : name.replace("(集团)", "集团").replace("科技", "技术");
  if (way === 2) return /[a-z]/.test(name) ? name.slice(0, at) + name.slice(at + 1) : name.slice(0, 2) + name.slice(2);
  if (way === 3) return name.normalize("NFKC").replace(/[A-Za-z]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  if (way === 4) return ` ${name.replace(/\(/g, "（").replace(/\)/g, "）").replace(",", "，")} `;
  return name.replace(/有限公司$/, "").replace(/ (?:Ltd|Limited|Inc\.|LLC|Co\., Ltd\.)$/, "");
}
