// Place names that a reader meets without a suffix: Chinese provinces and prefecture-level cities, countries.
// Invariant: plain facts of geography, used only to recognise a Region when no "市" or "province" follows the name.

const ZH =
  "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 " +
  "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 长治 晋城 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 长春 四平 辽源 通化 哈尔滨 齐齐哈尔 大庆 牡丹江 " +
  "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 " +
  "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 " +
  "郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州 怀化 娄底 " +
  "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 海口 三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 资阳 " +
  "贵阳 遵义 昆明 曲靖 玉溪 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 西宁 银川 乌鲁木齐 新竹 台中 台南 台北 高雄 苗栗 桃园 昆山 义乌 江阴 张家港 常熟 太仓 " +
  "美国 德国 日本 韩国 英国 法国 荷兰 瑞士 瑞典 芬兰 意大利 西班牙 比利时 奥地利 加拿大 以色列 新加坡 马来西亚 印度 越南 泰国 俄罗斯 立陶宛 爱尔兰 苏格兰 欧洲 欧盟 粤港澳大湾区 长三角 珠三角 京津冀 成渝地区 中国";
const EN =
  "china|japan|germany|france|uk|united kingdom|britain|england|scotland|wales|northern ireland|ireland|netherlands|belgium|switzerland|sweden|finland|denmark|norway|italy|spain|portugal|austria|poland|lithuania|latvia|estonia|czech republic|israel|singapore|malaysia|india|vietnam|thailand|taiwan|south korea|korea|usa|us|united states|canada|mexico|brazil|australia|russia|europe|eu|european union|north america|asia|" +
  "beijing|shanghai|tianjin|chongqing|guangdong|hubei|hunan|henan|hebei|jilin|jiangxi|jiangsu|zhejiang|fujian|shandong|shaanxi|shanxi|sichuan|anhui|liaoning|heilongjiang|guizhou|yunnan|guangxi|hainan|gansu|inner mongolia|wuhan|changchun|shenzhen|guangzhou|nanchang|zhongshan|dongguan|foshan|huizhou|hangzhou|huzhou|nanjing|suzhou|wuxi|changzhou|yancheng|hefei|xiamen|fuzhou|quanzhou|xi'an|xian|chengdu|mianyang|changsha|zhengzhou|jinan|qingdao|dalian|shenyang|harbin|ningbo|wenzhou|hong kong|macao|" +
  "hsinchu|taichung|tainan|taipei|kaohsiung|munich|berlin|jena|dresden|stuttgart|hamburg|thuringia|bavaria|eindhoven|penang|kulim|glasgow|edinburgh|southampton|bristol|london|paris|bordeaux|grenoble|tucson|arizona|rochester|new york|florida|orlando|california|colorado|massachusetts|quebec|ottawa|ontario|montreal|tokyo|osaka|hamamatsu|gwangju|seoul|vilnius|zurich|vienna|barcelona|catalonia|brussels|ghent|enschede|nijmegen|delft|shizuoka|joensuu|tampere|oulu";

export const ZH_PLACES: readonly string[] = ZH.split(" ");
export const EN_PLACES: ReadonlySet<string> = new Set(EN.split("|"));
