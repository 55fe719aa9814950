// The words by which Chinese names are found: what they end in, what stops the search for where they begin, and what does not.
// Invariant: words only; how they are used is told in names-zh.ts.

/** Name endings and the type they mean, longest first at match time. */
export const SUFFIX: Readonly<Record<string, string>> = {
  股份有限公司: "Firm", 有限责任公司: "Firm", 有限公司: "Firm", 分公司: "Firm", 子公司: "Firm", 公司: "Firm", 集团: "Firm", 股份: "Firm", 企业: "FirmNoun",
  科学院: "Institute", 研究院: "Institute", 研究所: "Institute", 研究中心: "Lab", 研发中心: "Lab", 光机所: "Institute", 光电院: "Institute", 光电所: "Institute", 技术研究所: "Institute", 工研院: "Institute", 中科院: "Institute", 研究总院: "Institute", 大学: "Institute", 学院: "Institute", 实验室: "Lab", 创新中心: "Lab",
  工程中心: "Lab", 技术中心: "Lab", 科学中心: "Lab", 检测中心: "Lab", 产业技术研究院: "Institute", 学校: "Institute", 培训基地: "Institute",
  产业园区: "Park", 产业园: "Park", 工业园区: "Park", 工业园: "Park", 科技园区: "Park", 科技园: "Park", 科创园区: "Park", 科创园: "Park", 创新园: "Park", 创业园: "Park", 软件园: "Park", 生态园: "Park", 示范园: "Park", 产业城: "Park", 科技城: "Park",
  智造园: "Park", 孵化园: "Park", 加速园: "Park", 智慧园: "Park", 装备园: "Park", 激光园: "Park", 光电园: "Park", 智谷: "Park", 光电谷: "Park", 主题公园: "Project",
  科学城: "Park", 光电城: "Park", 科学谷: "Park", 科技谷: "Park", 创新谷: "Park", 产业基地: "Park", 生产基地: "Project", 制造基地: "Project", 研发基地: "Project", 示范基地: "Park", 创新港: "Park", 产业港: "Park", 光电小镇: "Park", 小镇: "Park", 园区: "Park", 产业社区: "Park", 孵化器: "Park", 加速器: "Park", 众创空间: "Park", 总部基地: "Park", 创新基地: "Park", 智能制造基地: "Project", 基地: "Park",
  经济区: "Zone", 新城: "Zone", 商务区: "Zone", 走廊: "Zone", 芯谷: "Park", 声谷: "Park", 数谷: "Park", 云谷: "Park", 激光谷: "Park", 显示谷: "Park", 传感谷: "Park", 科创城: "Park", 智造城: "Park", 光子城: "Park", 科技港: "Park", 智慧港: "Park", 光电港: "Park", 光子港: "Park", 科创中心: "Park", 孵化中心: "Park", 加速中心: "Park", 光子中心: "Park", 创业中心: "Park", 光谷: "Zone", 硅谷: "Zone", 开发区: "Zone", 高新区: "Zone", 经开区: "Zone", 汽开区: "Zone", 新区: "Zone", 示范区: "Zone", 保税区: "Zone", 自贸区: "Zone", 合作区: "Zone", 工业区: "Zone", 集聚区: "Zone", 试验区: "Zone", 科技园管委会: "Zone", 管委会: "Zone", 片区: "Zone",
  博览会: "Expo", 展览会: "Expo", 光博会: "Expo", 博览展: "Expo", 展会: "Expo", 光电展: "Expo", 高交会: "Expo", 光电周: "Expo", 交易会: "Expo", 照明展: "Expo", 显示展: "Expo", 激光展: "Expo", 工博会: "Expo", 本届展览: "Expo", 此次展览: "Expo", 这次展览: "Expo", 本次展览: "Expo", 该展览: "Expo", 博览: "Expo", 光展: "Expo", 慕尼黑光博会: "Expo",
  展: "Expo",
  大会: "Event", 论坛: "Event", 峰会: "Event", 研讨会: "Event", 发布会: "Event", 推介会: "Event", 对接会: "Event", 招商会: "Event", 恳谈会: "Event", 座谈会: "Event", 年会: "Event", 签约仪式: "Event", 开工仪式: "Event", 奠基仪式: "Event", 启动仪式: "Event", 揭牌仪式: "Event", 开幕式: "Event", 仪式: "Event", 大赛: "Event", 交流会: "Event", 推进会: "Event", 现场会: "Event", 洽谈会: "Event", 动员会: "Event", 总结会: "Event", 说明会: "Event", 见面会: "Event", 启动会: "Event", 表彰会: "Event", 宣讲会: "Event", 鉴定会: "Event", 评审会: "Event", 评审会议: "Event", 会议: "Event", 活动: "Event", 招聘会: "Event", 开放日: "Event", 议政会: "Event", 协商会: "Event", 座谈会议: "Event", 路演: "Event", 沙龙: "Event", 现场观摩会: "Event", 采购会: "Event", 供需会: "Event", 集中开工: "Event", 集中签约: "Event", 集中竣工: "Event", 集中投产: "Event",
  一期工程: "ParkPhase", 二期工程: "ParkPhase", 三期工程: "ParkPhase", 一期项目: "ParkPhase", 二期项目: "ParkPhase", 三期项目: "ParkPhase", 一期: "ParkPhase", 二期: "ParkPhase", 三期: "ParkPhase", 四期: "ParkPhase", 五期: "ParkPhase", 首期: "ParkPhase", 首期工程: "ParkPhase", 首期项目: "ParkPhase", 起步区: "ParkPhase", 启动区: "ParkPhase", 核心区: "ParkPhase",
  专项资金: "Fund", 引导资金: "Fund", 扶持资金: "Fund", 基金: "Fund", 母基金: "Fund", 子基金: "Fund", 资金池: "Fund",
  项目: "Project", 工程: "Project",
  产业集群: "Cluster", 产业带: "Cluster", 产业链: "Cluster", 产业: "Cluster", 行业: "Cluster", 集群: "Cluster", 制造业: "Cluster", 服务业: "Cluster", 信息业: "Cluster", 市场: "Market",
  规划: "Policy", 行动计划: "Policy", 实施方案: "Policy", 若干措施: "Policy", 若干政策: "Policy", 政策: "Policy", 措施: "Policy", 办法: "Policy", 条例: "Policy", 意见: "Policy", 方案: "Policy",
  科技楼: "Building", 孵化楼: "Building", 研发楼: "Building", 办公楼: "Building", 综合楼: "Building", 大楼: "Building", 大厦: "Building", 塔楼: "Building", 裙楼: "Building", 主楼: "Building", 标准厂房: "Building", 厂房: "Building", 车间: "Building", 公寓: "Building", 宿舍楼: "Building", 总部大楼: "Building", 中试楼: "Building", 教研组: "Lab", 教研室: "Lab", 课题组: "Lab", 研究组: "Lab", 写字楼: "Building", 服务楼: "Building", 号楼: "Building", 楼: "Building", 工厂: "Project", 智能工厂: "Project", 厂区: "Project",
  自治区: "Region", 自治州: "Region", 特别行政区: "Region", 政府: "Region", 省: "Region", 市: "Region", 县: "Region", 区: "Region", 镇: "Region", 乡: "Region", 街道: "Region", 全市: "RegionHere", 全省: "RegionHere", 全区: "RegionHere", 全县: "RegionHere", 我市: "RegionHere", 我省: "RegionHere", 我区: "RegionHere", 我县: "RegionHere", 全镇: "RegionHere", 区里: "RegionHere", 市里: "RegionHere", 县里: "RegionHere", 镇里: "RegionHere", 省里: "RegionHere", 区内: "RegionHere",
  综合服务中心: "Building", 号地块: "Building", 机器厂: "Firm", 光电厂: "Firm", 电子厂: "Firm", 电机厂: "Firm",
  代线: "Project", 审议会: "Institute", 理事会: "Institute",
  总部: "Building", 平台: "Project", 竹科: "Park", 南科: "Park",
  事务所: "Institute", 管理局: "Institute", 委员会: "Institute", 协进会: "Institute",
  联盟: "Firm", 协会: "Institute", 学会: "Institute", 商会: "Institute",
};
/** Verbs and adverbs that no name holds: what stands before them is told of it, what stands behind them is named. */
const VERBS =
  "辐射 拉动 扶持 奖励 补助 给予 送出 开出 推行 预估 估计 预测 测算 提高 降低 减少 增加 增至 扩大 扩充 缩短 缓解 解决 满足 确保 保持 维持 坚持 继续 持续 加强 加大 鼓励 协助 帮助 助推 倡导 " +
  "号召 呼吁 部署 决定 核准 核定 审议 审批 督导 走访 慰问 参观 视察 出席 参与 主持 致辞 见证 签署 签订 签下 拿下 承诺 保证 承担 承接 主办 协办 筹办 募集 注资 出让 转让 受让 收购 购买 采用 " +
  "运用 攻克 掌握 填补 打破 超越 赶超 领跑 引领 率领 带领 开辟 开拓 开通 开启 关闭 停止 暂停 恢复 重启 取消 推迟 延期 缩减 涌现 崛起 孕育 招收 招募 聘请 聘用 引入 输送 派出 选派 选定 选择 " +
  "挑选 授予 颁发 颁布 公示 披露 提到 谈到 认为 相信 期待 期望 盼望 欢迎 感谢 祝贺 庆祝 回顾 展望 迎来 迎接 送给 送去 交给 拨给 赢得 摘得 拿到 捧回 夺得 斩获 收获 享受 落成 建起 建好 盖起 " +
  "竖起 拔地而起 串起 连接 贯通 打通 聚起 汇集 汇聚 云集 集聚了 聚集了 涵养 惠及 造福 受益 受惠 占到 升至 增到 跃居 跃升 位居 位列 名列 排在 居于 处于 面临 遭遇 应对 克服 抢占 抢抓 锁定 瞄准 " +
  "锚定 紧盯 紧扣 做到 做出 作出 得到 受到 收到 看到 见到 听到 遇到 达成 促成 促使 倒逼 撬动 激活 释放 注入 植入 嵌入 融入 并入 归入 划入 纳入 迁入 搬入 迁至 搬至 移至 运往 销往 发往 前往 " +
  "奔赴 赶赴 抵达 来到 回到 走访了 当中 之中 为此 从而 进而 不断 逐步 逐渐 日益 大幅 显著 明显 充分 积极 切实 严格 全力 大力 着力 努力 认真 精心 迅速 首次 再次 多次 连续 陆续 相继 先后 分别 " +
  "各自 相互 共同 一起 一道 一同 纷纷 尤其 特别 大部分 多数 部分 各类 各种 有关 相关 上述 例如 比如 ";
/** Words that end a leftward search: what precedes a name and is no part of it. */
export const STOP_WORDS = (
  VERBS +
  "加入 完成 注册 希望 租用 开设 打造 建设 推进 位于 成立 举办 召开 举行 落户 取得 拨付 下拨 划拨 资助 落子 落地 扎根 花落 入驻 引进 加快 支持 依托 拥有 形成 包括 其中 通过 根据 作为 聚焦 围绕 培育 推动 实现 签约 开工 获得 荣获 达到 突破 计划 预计 目前 近日 日前 今年 去年 明年 同时 此外 以及 随着 作为 成为 启动 推出 涵盖 覆盖 " +
  "参加 参与 出席 走进 走访 来自 来到 选址 坐落 地处 集聚 聚集 汇聚 吸引 带动 助力 赋能 服务 助推 促进 加速 扩大 做大 承租 租用 购入 收购 新增 说起 提起 谈到 全力 努力 积极 持续 不断 大力 重点 着力 主要 全面 正式 成功 顺利 首个 首家 首座 一个 一座 一家 一批 这个 这家 这座 多个 多家 新建 改建 扩建 在建 " +
  "北靠 南靠 东靠 西靠 毗邻 紧邻 东临 西临 南临 北临 " +
  "当选 荣膺 获评 获批 入选 授予 授牌 要求 " +
  "确保 保证 保障 力保 控股 参股 竞拍 竞得 收购 并购 "+
  "投资 总投资 占地 增强 提升 做强 做大 做优 壮大 布局 谋划 构建 搭建 创建 组建 设立 发起 牵头 联合 携手 会同 进驻 考察 调研 介绍 了解 获悉 表示 指出 提出 强调 宣布 透露 数据显示 据悉 国内 国际知名 关于 对于 由于 按照 围着 针对 面向 利用 借助 凭借 立足 抓住 紧抓 属于 隶属 截至 截止 当天 当日 同日 期间 " +
  "生产的 作为 之一 所在 附近 旁边 内的 还有 已有 现有 共有 设有 建有 没有 届时 最大 要建 将建 再建 具有 只有 另有 约有 拟 力争 争取 规模 使得 令 让 被评为 认定为 列入 纳入 入选 称为 名为 取名 命名为 又称 简称 开展 实施 印发 出台 下发 发布 制定 编制 落实 解读 完善 深化 强化 优化 培养 共建 投入 出资 跻身 贯穿 刷新 传回 连同 深入 进入 迈入 参照 当作 做成 摆进 走出 高出 背靠 出自 下称 搭好 照着 补上 翻开 专做 自办 申报 上半年 下半年 眼下 如今 往后 以来 竣工 投产 建成 交付 投用 启用 封顶 提供 聚力 奋力 依靠 仪式的 是指 指的 带来 作出"
).split(" ");
/** Characters that stop the search. */
export const STOP_CHARS = new Set([..."的了是与和及由被把将对向从于为有并也等到至以已其且或使给又都还就而则在要仅只但若因所之,。、;:!?()《》[]<>/|\"'“”‘’「」『』【】—…·约超近第建造占"]);
/** Words in which such a character stops nothing. */
export const PROTECT = ["华为", "有限", "有色", "和平", "和田", "呼和", "以色列", "于都", "所在", "之江", "中国", "对外", "占地", "福建", "建筑", "中建", "基建", "建材", "建德", "建设", "建瓯", "建宁", "建投", "建湖", "制造", "智造", "创造", "造船", "与应用", "及应用", "和应用", "与技术", "与器件", "与装备", "和信息", "研究所", "与控制", "与科学", "与工程", "与仪器", "与材料", "和技术", "与服务", "与信息", "与集成", "精密机械与物理", "向阳", "并购", "到家", "至诚", "以太网", "都市", "首都", "古都", "近红外", "超精密", "超高清", "超快", "第三代半导体", "第一", "与系统", "与光", "与激光", "与显示", "与半导体", "与电子", "与智能", "和智能", "及智能", "与通信", "与制造", "与高端", "和光", "与精密"];

/** Words that begin with a character that stops a name: their second half opens none ("要求|抓项目"). */
export const GLUED = new Set("要求 要点 要素 已经 有关 有效 有力 有序 有望 所有 所属 使用 使得 为了 为主 为期 为止 以及 以上 以来 以下 以内 到位 到来 至今 至此 在建 在线 在内 在此 占据 占比 占用 建成 建立 建起 建造 造就 近年 近期 近日 超过 超出 约定 其他 其它 其余 其次 之一 之间 之后 由于 由此 对接 对于 对此 从事 从此 与会 与此 等地 等级 等待 将要 将在 给予 又有 还将 还有 就业 就此 而且 则是 则为 仅有 只有 只要 但是 若干 因此 因为 所在".split(" "));

/** "某某科技展": a fair is named by its field; 参展, 发展 and 展示 are other words. */
export function isFair(s: string, start: number, end: number): boolean {
  return end - start >= 5 && /(?:科技|技术|工业|产业|电子|设备|装备|半导体|制造|加工|机器视觉|视觉|储能|光伏|电池|安防|照明|灯饰|灯光|显示|激光|光电|光学|传感器?|机床|智能|通讯|通信|物联网|电路板|材料|能源|国际|消费电子|机器人)展$/.test(s.slice(start, end)) && !/^(?:示|览|会|品|区|位|馆|商|现|开|出|台|望|厅|团|期|销|演|播|陈|柜|板)/.test(s.slice(end, end + 1));
}
