// Names known by where they stand: a short one at the head of a clause before a firm's verb, and the rows of "name, figure" that follow one.
// Invariant: what stands there must not be a common noun, a time, goods or a verb; only the head of a clause is looked at.
import { isDigit, isGreat, isSmall } from "./fold.ts";
import type { Mention } from "./names-zh.ts";
import { ZH_PLACES } from "./places.ts";

const TOPIC_VERB = "预计|预估|估计|已|先后|拥有|成立|创立|创办|位于|坐落|总部|宣布|表示|推出|研制|研发|自主|计划|拟|将|投资|占地|获|荣获|入选|现有|目前|累计|年产|年销售|是一家|是|在|于|专注|主营|从事|建有|深耕|披露|公告|斥资|完成|实现|股份|牵头|发布|签署|签下|中标|拿下|扩产|增资|收购|总投资|创建|始建|20\\d\\d年|19\\d\\d年";
const TOPIC_START = /^(?:入驻企业|龙头企业|上市公司|本土企业|骨干企业|企业|公司|总部位于[^,]{2,6}的|作为[^,]{2,12}的)?([\u4e00-\u9fffA-Za-z]{2,10}?)(?:TOPICVERB)/;
const TOPIC = new RegExp(TOPIC_START.source.replace("TOPICVERB", TOPIC_VERB));
/** What the verbs of a topic begin with. */
const VERB_STARTS = new Uint8Array(65536);
for (const verb of TOPIC_VERB.split("|")) VERB_STARTS[verb.charCodeAt(0)] = 1; // of "20\\d\\d年" the digit
/** A topic is a run of letters up to such a verb, or one of the longer openings. */
function mayBeTopic(clause: string): boolean {
  if ("入龙上本骨企公总作".includes(clause[0] ?? " ")) return true;
  for (let i = 0; i <= 10; i++) {
    const c = clause.charCodeAt(i);
    if (i >= 2 && VERB_STARTS[c] === 1) return true;
    if (!(c >= 0x4e00 && c <= 0x9fff) && !isSmall(c) && !isGreat(c)) return false;
  }
  return false;
}

const FIRM_WORDS = new Set("光电 激光 科技 微电 电子 半导 光学 照明 股份 通信 高科 仪器 材料 精密 智能".split(" "));
const FIRM_STARTS = new Uint8Array(65536);
for (const w of FIRM_WORDS) FIRM_STARTS[w.charCodeAt(0)] = 1;
/** One of the last words of short firm names stands near the head of the clause. */
function mayBeFirm(clause: string): boolean {
  const n = Math.min(clause.length - 1, 30);
  for (let i = 2; i < n; i++) if (FIRM_STARTS[clause.charCodeAt(i)] === 1 && FIRM_WORDS.has(clause.slice(i, i + 2))) return true;
  return false;
}

/** Short firm names by their last word, at the head of a clause: "某某光电的", "某某科技、". */
const SHORT_FIRM = /^(?:其中|仅|仅仅|单是|光是|例如|比如|如|像|而|[\u4e00-\u9fff“”]{2,20}?(?:旗下的?|子公司|大厂|巨头|企业|厂商|龙头))?([\u4e00-\u9fff]{2,4}?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|照明|股份|通信|高科|仪器|材料|精密|智能))(?=旗下|一家|则|也|进驻|入驻|落户|决定|的|、|等|已|将|在|是|于|与|和|拟|计划|投资|营业|营收|净利|收入|现有|累计|总部|去年|今年|20\d\d|手里|凭|成为|成立|推出|研发|研制|攻克|突破|生产|建设|建成|开工|落地|带来|展示|携|首次|正|还|曾|又|再次|主要|专注|占|年|总|实现|共|获|荣|入选|上市|二期|一期|斥资|增资|扩|计划|预计|宣布|表示|称|披露|公告|签|完成|牵头|目前|自|全|追加|供|加入|董事|总经理|总裁|创始人|负责人|首席|日前|近日|近期|昨|今日|上半年|下半年|前三季度|[一二三四]季度|第[一二三四]季度|上月|本月|半年|前|成功|正式|顺利|同|及|扩产|母公司|子公司|控股|董事会|股东|高层|预估|估计|透露|看好|主攻|切入|布局|积极|持续|强调|指出|说|公布|举行|举办|召开|执行|内部|员工|方面|由|为(?!了)|向|$)/;
/** "三安光电", "一芯科技": a numeral opens a firm's name where what follows is no measure. */
const NUMERAL_FIRM = /^[一二三四五六七八九][^家个大类种期批条项年月级等地省市是来所成分步位次代届区号方][\u4e00-\u9fff]?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|股份|高科)$/;
const NOT_TOPIC = /^比|^申报|^申请|单位|须$|安装|调试|测试|验收|走进|来到|同时|启动|整机|单机|样机|将|具备|届时|完工|超额|全年|同比|环比|后|的|了|在|和|与|及|其|该|这|那|我|他|她|它|们|也|都|还|就|又|再|如|因|为|从|到|对|把|被|让|使|由|个|些|每|各|全|并|或|但|而|且|以|所|能|会|可|不|没|有|是|目前|近|今|当|此|据|随|通|过|同|项目|园区|产业|企业|公司|市场|产品|技术|资金|活动|方面|期间|累计|面积|总|规模|记者|一|二|三|两|年|月|日|政府|国家|全市|人才|平台|专家|未来|下一步|成功|主要|重点|首|第|基地|建设|工程|建成|达产|投产|签约|投资|预计|计划|新增|实现|完成|入驻|引进|按|截|带动|财政|实际|新型|面孔|块头|散布|分布|拟建|^靠|^即|类$|预估|估计|据估|单个|力争|涉及|位居|其余|共|已|先后|总部|注册|现|约|占|初|定|本届|展会|观众|嘉宾|参展|研发|生产|销售|此前|其中|另外|这里|车间|工人|记者/;

/** Goods are nobody ("液晶面板投资超过5000亿元"). */
const GOODS = /(?:面板|芯片|器件|模组|灯具|光源|设备|装备|材料|镜头|显示屏|屏幕|手机|电视|电脑|汽车|光纤|光缆|晶圆|外延片|组件|零部件|激光器|传感器|机床|仪器仪表)$/;
/** Last characters of time words, measures and adverbs ("之前已…", "产量达…"). */
const NOT_LAST = /[前后时年月日等们者人性化度率额量值数地中上下内外里间来去到出入起始过得着给于以其此之何所多少几次届期会方力均皆再才便即仍曾]$/;

/** Common nouns that stand where a name could: "主题是…", "业主是…", "上游是…", "单体投资…". */
const COMMON = new Set(
  ("主题 主旨 目标 目的 愿景 方向 地点 会场 时间 起源 起点 核心 载体 核心载体 重点 亮点 看点 难点 关键 基础 优势 特色 定位 业主 甲方 乙方 股东 大股东 客户 用户 厂商 厂家 商家 供应商 对手 同行 上游 中游 下游 上下游 前端 后端 终端 末端 " +
  "东边 西边 南边 北边 东侧 西侧 南侧 北侧 左边 右边 周边 内部 外部 外围 单体 主体 整体 总体 个体 砌体 幕墙 墙板 外墙 屋面 桩基 地基 土建 装修 机电 管网 道路 绿化 建筑 厂房 车间 大楼 楼宇 宿舍 公寓 土地 用地 地块 现场 一线 " +
  "公告 协议 合同 方案 规划 计划 政策 措施 意见 办法 通知 报告 公报 消息 数据 资料 统计 调查 招商 招商引资 引资 外资 内资 民资 台资 港资 融资 贷款 资本 资产 股份 股权 利润 税收 营收 收入 产值 产量 产能 销量 出口 进口 订单 份额 价格 成本 库存 " +
  "提高 提升 争取 力求 坐落 怎么 如何 为何 为什么 什么 哪里 信息 通信 材料 芯片 平面显示器 显示器 LED OLED AMOLED LCD MINI MICRO " +
  "嘉宾 代表 员工 职工 大家 各方 双方 三方 两岸 各地 当地 本地 外地 国内 国外 海外 全球 世界 全国 社会 部门 单位 机构 院校 高校 学校 学生 师生 村民 居民 农民 市民 百姓 群众 干部 作者 编者 论坛 展览 大会 会议 仪式 比赛 大赛 体量 模式 机制 体系 链条 场景 赛道 路线 步伐 态势 势头 局面 格局").split(" "));
/** A person's title, or words of time, place and quantity at the head: no firm. */
const NO_FIRM = /董事长|总经理|院士|教授|书记|市长|县长|区长|局长|处长|会长|所长|院长|总裁|创始人|负责人|^[东西南北中]区$|^(?:惟|唯|含|[省市区县镇里]里|眼下|往后|今后|以往|早年|若|只|算上|加上|[一二三四五六七八九十两几]+[年月周天])/;
/** Adverbs that a name does not end in: "某国际则|是", "三年后要|达到". */
const ADVERBS = "则也均亦正要便却仍曾选已可将共还又等";

/** "光电信息是主力": an industry by its field alone. */
const FIELDS = new Set("激光 光子 光电 光学 光电子 光通信 光电光学 光电子信息 光电信息 电子信息 半导体 新型显示 显示 照明 集成电路 新材料 人工智能 生物医药 新能源 汽车电子".split(" "));

/** The name without the adverbs behind it; undefined where no name is left. */
function bareName(said: string): string | undefined {
  let end = said.length;
  while (end > 0 && ADVERBS.includes(said[end - 1]!)) end--;
  const name = said.slice(0, end);
  return name.length < 2 || COMMON.has(isSmall(name.charCodeAt(0) | 32) ? name.toUpperCase() : name) || NO_FIRM.test(name) || PLACES.has(name) || isTwoPlaces(name) ? undefined : name;
}

/** "某某光纤拥有员工…": goods that close a firm's name, where the verb is a firm's. */
const OF_GOODS = /^(?!国产|进口|单模|多模|特种|预制|高端|普通|塑料|石英|空芯|通信|检测|测量|科学|分析|光学|激光|关键|核心|新型|智能|先进|复合|纳米|大型|精密)[\u4e00-\u9fff]{2}(?:光纤|光缆|仪器|装备|材料)$/;
const OWN_ACT = /^(?:拥有|成立|创立|创办|总部|是一家|公告|披露|斥资|增资|收购|中标|深耕|股份|创建)/;

/** The name that stands before the verb, if what stands there is one. */
function topicOf(m: RegExpExecArray): string | undefined {
  const topic = bareName(m[1]!);
  return topic && (!NOT_TOPIC.test(topic) || NUMERAL_FIRM.test(topic)) && !NOT_LAST.test(topic) && (!GOODS.test(topic) || OF_GOODS.test(topic) && OWN_ACT.test(m[0].slice(m[0].indexOf(topic) + topic.length))) ? topic : undefined;
}

const PLACES = new Set(ZH_PLACES);

/** "湖北武汉": a place in a place. */
function isTwoPlaces(name: string): boolean {
  for (let k = 1; k < name.length; k++) if (PLACES.has(name.slice(k)) && PLACES.has(name.slice(0, k))) return true;
  return false;
}

/** Whose name in one clause makes the clauses behind it a row of such names. */
const OPENS_A_ROW = new Set(["Firm", "Park", "Zone", "Region", "Institute", "Cluster"]);

/** A short name at the head of a clause that a firm's verb follows: "某某光电已开发…". Known by position only. */
export function addTopics(found: Mention[], s: string): void {
  let row: { type: string; left: number } | undefined;
  const parts = s.includes("其中");
  for (let from = 0; from < s.length; ) {
    const cut = clauseEnd(s, from, Math.min(s.length, from + 400));
    const clause = s.slice(from, Math.min(cut, from + 40));
    const lead = clause.length - clause.trimStart().length === 0 && clause[0] !== "“" && clause[0] !== '"' ? 0 : /^[\s“"]*/.exec(clause)![0].length;
    const opens = lead === 0 ? clause : clause.slice(lead);
    let m = mayBeTopic(opens) ? TOPIC.exec(opens) : null;
    let topic = m ? topicOf(m) : undefined;
    if (topic === undefined && mayBeFirm(opens)) {
      m = SHORT_FIRM.exec(opens);
      topic = m ? topicOf(m) : undefined;
    }
    if (m && topic) {
      const start = from + lead + m[0].indexOf(topic);
      const firm = !FIELDS.has(topic);
      if (!found.some((x) => x.start < start + topic.length && start < x.end)) found.push({ start, end: start + topic.length, name: topic, type: firm ? "Firm" : "Cluster", definite: false, oblique: false, weak: true });
      if (firm) addBeside(found, s, start + topic.length, from + clause.length);
    }
    const counted = row !== undefined || parts || hasDigit(s, from, cut);
    const opener = !counted ? undefined : found.find((x) => x.start <= from + lead + 2 && x.start >= from && x.end <= cut && OPENS_A_ROW.has(x.type) && !x.definite);
    const rowed = row || (parts && /其中[,:]?$/.test(s.slice(Math.max(0, from - 3), from))) ? ROW.exec(opens) : null;
    const entry = rowed && bareName(rowed[1]!);
    if (rowed && entry && !opener && !MEASURE_WORD.test(entry) && !NOT_LAST.test(entry)) {
      const start = from + lead + rowed[0].indexOf(entry);
      if (!found.some((x) => x.start < start + entry.length && start < x.end)) found.push({ start, end: start + entry.length, name: entry, type: row?.type ?? "Park", definite: false, oblique: false, weak: false });
    }
    row = (opener ?? rowed) && hasDigit(s, from, Math.min(cut, from + 40)) ? { type: opener?.type ?? row?.type ?? "Park", left: 2 } : row && row.left > 0 ? { ...row, left: row.left - 1 } : undefined;
    from = cut + 1;
  }
}

/** "甲光电与乙激光分别…", "甲光电、乙科技和丙半导体": firms named beside the one that opens the clause. */
function addBeside(found: Mention[], s: string, from: number, to: number): void {
  for (let at = from; at < to && "与和及、同".includes(s[at]!); ) {
    const m = BESIDE.exec(s.slice(at + 1, Math.min(to, at + 12)));
    const name = m && bareName(m[1]!);
    if (!m || !name || name !== m[1] || NOT_TOPIC.test(name) || FIELDS.has(name) || found.some((x) => x.start < at + 1 + name.length && at + 1 < x.end)) return;
    found.push({ start: at + 1, end: at + 1 + name.length, name, type: "Firm", definite: false, oblique: s[at] !== "、", weak: true });
    at += 1 + name.length;
  }
}
const BESIDE = /^([\u4e00-\u9fff]{2,4}?(?:光电子|光电|激光|科技|微电子|电子|半导体|光学|照明|股份|通信|高科|精密))(?![\u4e00-\u9fff]{0,6}(?:产业|行业|领域|园|基地|项目|企业|公司|材料|器件|设备|技术))/;

/** Where the clause that starts at `from` ends: at a stop, or a comma that parts no thousands. */
function clauseEnd(s: string, from: number, limit: number): number {
  for (let i = from; i < limit; i++) {
    const c = s.charCodeAt(i);
    if (c === 44 ? !isDigit(s.charCodeAt(i + 1)) || !/^\d{3}(?!\d)/.test(s.slice(i + 1, Math.min(i + 5, from + 400))) : c === 0x3002 || c === 59 || c === 58 || c === 33 || c === 63) return i;
  }
  return limit;
}

function hasDigit(s: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const c = s.charCodeAt(i);
    if (isDigit(c)) return true;
  }
  return false;
}

/** "大华激光收入超过100亿元,明川超过230亿元": a name and its figure in the row that the clause before opened. */
const ROW = /^(?:其中|而|但)?([\u4e00-\u9fff]{2,5}?)(?:则|也|亦)?(?:超过|超出|超|达到|达|约为|约|近|突破|为)?\d[\d.,]*(?:余|多)?[万亿兆]*(?:元|美元|平方米|亩|家|户|人|%)/;
const MEASURE_WORD = /^(?:目前|当前|现在|如今|迄今|总体|合计|共计)|到[位账]|^(?:形成|突破|新增|培育|建设|打造|集聚|聚集|引育|招引|签约|取得|达成|安置|提供)$|[外台港侨客民国央厂][商资企]|计划|占比|占有|比重|份额|投资|产值|收入|营收|面积|企业|公司|员工|职工|人数|人员|项目|利润|出口|进口|总|[额量率数税]|增[加长幅速]|同比|环比|注册|资金|资产|成长|衰退|下降|上升|规模|专利|论文|观众|展商|展位|用地|用房|建筑|厂房|规划|核心|起步|年产|月产|产能|销售|研发|预计|计划|建成|引进|带动|实现|完成|获得|去年|今年|全年|上年|[上下]半|季度|期间|累计|截至|产业$|行业|领域|人才|平台|中心|实验室|博士|硕士|院士|教授|专家|本科|品种|产品|设备|技术|订单|合同|贷款|基金|补助|奖励|租金|售价|^[可将已现共每约仅超新较比其以截近最占有在是达均另再又也还并于从]|(?:[有在是为占约近超共增长]|达到)$/;

