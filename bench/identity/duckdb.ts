/**
 * The same deduplicating as SQL, for DuckDB with as many threads as we use: normal forms, parts of the name, the same block keys (but sounds, which
 * it has no table for), the two rarest character runs, blocks capped and walked alike, Fellegi–Sunter scores with term frequency over Jaro–Winkler
 * levels. It is told the made register's own places, trades and forms, which spares it our word lists, and it neither reads pinyin, nor compares
 * across scripts, nor clusters: all in its favour. Invariant: every step is set-based; no join is quadratic.
 */
import type { MadeRegister } from "./made-register.ts";
import { CITIES, TRADE, WORDS } from "./made-register.ts";

export interface SqlRun { seconds: number; cpu: number; pairs: number; links: number; steps: string }

const FULL_WIDTH = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join(""), ASCII = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join("");
const quoted = (s: string): string => `'${s.replaceAll("'", "''")}'`;
const HAN = "[\\x{4e00}-\\x{9fa5}]";

function stepsFor(size: number): [string, string][] {
  const trades = [...new Set([...TRADE, "技术"])].join("|"), words = WORDS.join("|").toLowerCase();
  return [
    ["normal form", `create table n as select row, regexp_matches(t, '${HAN}') zh, case when regexp_matches(t, '${HAN}') then regexp_replace(t, '[^a-z0-9\\x{4e00}-\\x{9fa5}]+', '', 'g')
      else trim(regexp_replace(t, '[^a-z0-9]+', ' ', 'g')) end normal from (select row, lower(translate(name, ${quoted(FULL_WIDTH)}, ${quoted(ASCII)})) t from src)`],
    ["units", "create table u as select row_number() over () - 1 as id, normal, zh from (select normal, any_value(zh) zh from n group by normal)"],
    ["parts", `create table p as select id, zh, region, core, case when zh then regexp_extract(core, '^(.{2,}?)(?:${trades})*$', 1) else trim(regexp_replace(core, '\\b(?:${words})\\b', '', 'g')) end brand,
        case when zh then regexp_extract(core, '(?:${trades})+$') else array_to_string(regexp_extract_all(core, '\\b(?:${words})\\b'), ' ') end trade
      from (select id, zh, region, case when zh then regexp_replace(substr(normal, length(region) + 1), '^市?(.*?)(集团)?(股份有限公司|有限责任公司|有限公司)?$', '\\1')
          else regexp_replace(normal, ' (co ltd|holdings ltd|ltd|limited|inc|corporation|corp|llc|gmbh|s a)$', '') end core
        from (select id, normal, zh, case when zh then regexp_extract(normal, '^(?:${CITIES.join("|")})') else '' end region from u))`],
    ["keys", `create table k as select id, hash('n' || replace(core, ' ', '')) h from p union all select id, hash('r' || region || '|' || brand) from p where zh
      union all select id, hash('b' || brand) from p where not zh or length(brand) >= 3 union all select id, hash('t' || brand || '|' || substr(trade, 1, 2)) from p where zh and trade <> ''
      union all select id, hash('o' || array_to_string(list_sort(string_split(core, ' ')), ' ')) from p where not zh`],
    ["runs", `create table g as select id, unnest(list_distinct(list_transform(range(1, greatest(0, least(24, length(t)) - w + 1) + 1), i -> hash(substr(t, i, w))))) h
      from (select id, case when zh then region || core else replace(core, ' ', '') end t, case when zh then 3 else 5 end w from p)`],
    ["rarest", "create table rg as select g.id, g.h from g join (select h, count(*) df from g group by h having count(*) > 1) d on g.h = d.h qualify row_number() over (partition by g.id order by df, g.h) <= 2"],
    ["pairs", `create table pr as with kk as (select id, h from k union all select id, h from rg),
      o as (select id, h, row_number() over (partition by h order by id) rn, count(*) over (partition by h) n from kk),
      x as (select id, h, rn, unnest(range(1, 1 + case when n <= 12 then n - rn else least(4, n - rn) end)) d from o)
      select distinct least(x.id, b.id) l, greatest(x.id, b.id) r from x join o b on b.h = x.h and b.rn = x.rn + x.d`],
    ["frequencies", "create table pc as select *, count(*) over (partition by zh, brand) c from p"],
    ["scores", `create table s as select l, r, case when a.zh and a.region <> '' and b.region <> '' and a.region <> b.region then -14 when a.region = b.region and a.zh then 4 else 0 end
        + case when a.brand = b.brand then least(20, log2(${size} / a.c)) when jaro_winkler_similarity(a.brand, b.brand) > 0.95 then 8 when jaro_winkler_similarity(a.brand, b.brand) > 0.88 then 4 else -8 end
        + case when a.trade = b.trade then 4 when jaro_winkler_similarity(a.trade, b.trade) > 0.9 then 1 else -4 end
        + case when jaro_winkler_similarity(a.core, b.core) > 0.97 then 6 when jaro_winkler_similarity(a.core, b.core) > 0.92 then 2 else -4 end as w
      from pr join pc a on a.id = l join pc b on b.id = r where (a.zh and b.zh) or not (a.zh or b.zh)`],
  ];
}

/** Runs it; undefined where @duckdb/node-api is not installed. Loading the rows is not counted. */
export async function dedupeInSql(made: MadeRegister, threads: number): Promise<SqlRun | undefined> {
  const duck = await import("@duckdb/node-api").catch(() => undefined);
  if (!duck) return undefined;
  const instance = await duck.DuckDBInstance.create(":memory:", { threads: String(threads) }), connection = await instance.connect();
  await connection.run("create table src(row integer, name varchar)");
  const appender = await connection.createAppender("src");
  made.names.forEach((name, row) => { appender.appendInteger(row); appender.appendVarchar(name); appender.endRow(); });
  appender.closeSync();
  const start = performance.now(), cpu = process.cpuUsage(), took: string[] = [];
  for (const [label, statement] of stepsFor(made.names.length)) {
    const at = performance.now();
    await connection.run(statement);
    took.push(`${label} ${((performance.now() - at) / 1000).toFixed(2)}`);
  }
  const seconds = (performance.now() - start) / 1000, used = process.cpuUsage(cpu);
  const count = async (statement: string): Promise<number> => Number((await connection.runAndReadAll(statement)).getRows()[0]![0]);
  return { seconds, cpu: (used.user + used.system) / 1e6, pairs: await count("select count(*) from s"), links: await count("select count(*) from s where w > 12"), steps: took.join(", ") };
}
