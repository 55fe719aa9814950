// The words that English names are told by: heads that say what kind of thing is named, and words that name nobody or end a name.
// Invariant: plain word lists in lower case; what they mean for a name is names-en.ts's to say.

/** What kind of thing a noun names; an empty kind belongs to a name but tells nothing of it. */
export const HEAD: Readonly<Record<string, string>> = {
  park: "Park", parks: "", zone: "Zone", district: "Region", city: "Region", province: "Region", county: "Region", town: "Region", village: "Region", state: "Region", region: "Region", municipality: "Region", government: "Region", valley: "Zone", township: "Region", corridor: "Zone",
  company: "Firm", corporation: "Firm", corp: "Firm", inc: "Firm", ltd: "Firm", limited: "Firm", group: "Firm", technologies: "Firm", technology: "Firm", gmbh: "Firm", ag: "Firm", plc: "Firm", llc: "Firm", electronics: "Firm", optoelectronics: "Firm", photonics: "Firm", semiconductor: "Firm", semiconductors: "Firm", optics: "Firm", laser: "Firm", lasers: "Firm", optech: "Firm", firm: "Firm", enterprise: "FirmNoun", maker: "Firm", manufacturer: "Firm", opto: "Firm", lighting: "Firm", microelectronics: "Firm",
  institute: "Institute", university: "Institute", universities: "Institute", college: "Institute", academy: "Institute", school: "Institute", association: "Institute", consortium: "Institute", alliance: "Institute", laboratory: "Lab", lab: "Lab", center: "Lab", centre: "Lab", council: "Institute", foundation: "Institute",
  expo: "Expo", exposition: "Expo", exhibition: "Expo", fair: "Expo", show: "Expo", cioe: "Expo", conference: "Event", forum: "Event", summit: "Event", congress: "Event", ceremony: "Event", meeting: "Event", seminar: "Event", symposium: "Event", workshop: "Event", event: "Event", competition: "Event",
  fund: "Fund", plan: "Policy", programme: "Policy", program: "Policy", policy: "Policy", measures: "Policy", strategy: "Policy", initiative: "Policy", act: "Policy", roadmap: "Policy", regulations: "Policy", regulation: "Policy",
  industry: "Cluster", cluster: "Cluster", sector: "Cluster", industries: "Cluster", market: "Market",
  project: "Project", projects: "", phase: "ParkPhase", building: "Building", tower: "Building", plant: "Project", factory: "Project", fab: "Project", facility: "Project", campus: "Project", base: "Park", complex: "Project", foundry: "Project", headquarters: "Building", line: "", skirt: "", plants: "", hub: "Park", site: "Project", incubator: "Park",
};
/** Common nouns that open sentences and rows, and name nobody. */
export const COMMON = /^(?:work|works|money|output|companies|enterprises|firms|people|visitors|exhibitors|funds|funding|sales|growth|jobs|research|development|construction|production|area|areas|total|turnover|profit|profits|exports|imports|employment|workforce|employees|staff|students|space|capital|investors|buyers|suppliers|products|technology|progress|demand|supply|prices|costs|plans|projects|contracts|talks|approval|completion|operations|business|trade|innovation|training|education|support|services|equipment|machines|buildings|workshops|land|location|history|background|overview|results|facts|figures|numbers|contact|partners|members|creation)$/;
/** Capitalised words that begin sentences and are no names. */
export const NOT_NAME = new Set(
  ("outline overview summary profile details introduction opportunities challenges highlights background conclusion "+
  "the a an in on at by of for from to and or but with as it its this that these those there he she they we i his her their our at according later after before since while when where which who what how why also however meanwhile moreover furthermore today now currently recently " +
    "at present so then thus under over about up down out more most some any all both each every other another such no not only one two three four five six seven eight nine ten first second third january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday " +
    "if because although though during through between among within without into onto off per via than upon once until total rmb usd eur cny myr gbp jpy twd hkd sgd krw chf us$ nt$ revenue revenues sales output investment phase production capacity exports profit employment staff area shipments annual currently last next early late mid end based located founded established covering during following including together construction reporter abstract updated source home business detail mr mrs ms dr rely relying aiming commencing subsequently secondly firstly finally will can has have had is are was were be been being do does did here plus chairman president director minister general manager vice chief executive officer ceo deputy premier governor mayor ii iii iv vi strive build led develop promote by").split(" "),
);
/** Verbs that are no nouns: no name runs over them. */
const VERBS =
  "accelerate accelerates achieve achieves allow allows announce announces appear appears applies apply approve approves arrive " +
  "arrives ask asks attend attends attract attracts become becomes believe believes bring brings buy buys carries carry choose chooses " +
  "combine combines come comes commit commits compare compares compete competes concentrate concentrates conduct conducts confirm " +
  "confirms connect connects consider considers consist consists consolidate consolidates contain contains continue continues " +
  "contribute contributes convert converts create creates decide decides declare declares deepen deepens deliver delivers depend " +
  "depends describe describes deserve deserves discover discovers distribute distributes doubles employ employs enable enables " +
  "encourage encourages enhance enhances enjoy enjoys enlarge enlarges ensure ensures expand expands explain explains explore explores " +
  "extend extends fill fills find finds follow follows foster fosters fulfil fulfill fulfills fulfils get gets give gives go goes " +
  "guarantee guarantees happen happens identifies identify implement implements improve improves indicate indicates inform informs " +
  "inject injects inspect inspects install installs integrate integrates keep keeps know knows lasts learn learns likes listen listens " +
  "lowers maintain maintains meet meets mention mentions observe observes obtain obtains occupies occupy occur occurs operate operates " +
  "organise organises organize organizes participate participates pass passes pay pays perform performs possess possesses praise " +
  "praises predict predicts prefer prefers prepare prepares preserve preserves prevent prevents produce produces prove proves provide " +
  "provides publish publishes pulls pursue pursues pushes put puts realise realises realize realizes recall recalls receive receives " +
  "recommend recommends recover recovers reduce reduces reflect reflects regard regards relocate relocates remain remains remind " +
  "reminds remove removes replace replaces replies reply represent represents require requires reshape reshapes restrict restricts " +
  "retain retains reveal reveals say says see seek seeks seem seems sees select selects sell sells send sends serve serves settle " +
  "settles shut shuts solve solves speak speaks stimulate stimulates strengthen strengthens stresses struggle struggles succeed " +
  "succeeds suffer suffers suggest suggests surpass surpasses take takes tell tells tend tends think thinks transform transforms " +
  "travel travels understand understands undertake undertakes unite unites urges wait waits want wants warn warns win wins witness " +
  "witnesses write writes ";
export const BREAK = new Set(
  (VERBS +
  "begun began recently add adds added "+
  "the a an this that these those its their our his her of in on at by for from to with as and or but into onto via per than is are was were be been being has have had will would can could may might shall should do does did not no it they we he she which who whose where when while that if because since after before during through between among within without under over about above below up down out off so then also there here " +
    "build builds building built plan plans planned construct constructed create created form formed establish established develop develops developed promote promotes invest invested include includes including cover covers covering sign signed become became make made take took total number largest biggest first second third one two three four five six seven eight nine ten new more most said says already strive enter entered settle settled introduce introduced support supports supported reach reached exceed exceeded account accounted hold held boost drive adjust lead led host hosted complete completed start started begin began open opened launch launched expect expected aim aims aiming help helps helped grow grew put gather set each every such several many some any all both other another around across along against toward towards among near until became becoming them us him according based whole entire square meter meters metre metres yuan million billion thousand hectare hectares acres mu percent cent level year month current present same last next previous upcoming every name names named called known short").split(" "),
);
