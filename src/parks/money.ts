/**
 * Money of a place or project: announced, with equipment, arrived, financed; each a list of facts, the latest first.
 * Invariant: what was announced is never shown as arrived; figures of a part keep the words that narrow them.
 */
import { whenRange } from "../kernel/index.ts";
import { latestFacts, type Fact } from "../ledger/index.ts";

export interface Money {
  announced: Fact[];
  /** Construction and equipment together. */
  equipped: Fact[];
  arrived: Fact[];
  /** Loans, bonds and fund money secured. */
  financed: Fact[];
  /** Arrived as a share of announced, where both are told of the whole in one currency. */
  arrived_share?: number;
}

const ARRIVED = /到位|到账|完成投资|累计完成|已完成|实际完成|实际投入|已投入|arrived|received|paid[ -]in|disbursed|spent|completed investment/i;
const EQUIPPED = /含.{0,8}设备|设备购置|(?:with|including|and) .{0,24}equipment|with equipment/i;
const FINANCED = /贷款|债券|融资|授信|loan|bond|financ/i;

type Kind = "announced" | "equipped" | "arrived" | "financed";

function kindOf(fact: Fact): Kind | undefined {
  switch (fact.property) {
    case "investment.equipped": return "equipped";
    case "investment.arrived": return "arrived";
    case "investment.financed": return "financed";
    case "contract_value": return "announced";
    case "investment":
      if (ARRIVED.test(fact.qualifier)) return "arrived";
      if (FINANCED.test(fact.qualifier)) return "financed";
      return EQUIPPED.test(fact.qualifier) ? "equipped" : "announced";
    // “Special bonds received” is told as a count of yuan where no property of its own was used.
    case "other_count": return fact.unit === "yuan" && FINANCED.test(fact.qualifier) && ARRIVED.test(fact.qualifier) ? "financed" : undefined;
    default: return undefined;
  }
}

const lastDay = (f: Fact): string => (f.when ? whenRange(f.when).last : f.best.known_from);

/** Sorts a place's facts of money into what they tell of. */
export function moneyOf(facts: readonly Fact[]): Money {
  const money: Money = { announced: [], equipped: [], arrived: [], financed: [] };
  for (const fact of latestFacts(facts)) {
    const kind = kindOf(fact);
    if (kind) money[kind].push(fact);
  }
  for (const list of [money.announced, money.equipped, money.arrived, money.financed]) list.sort((a, b) => (lastDay(a) < lastDay(b) ? 1 : -1));
  const whole = (list: Fact[]): Fact | undefined => list.find((f) => f.qualifier === "" || ARRIVED.test(f.qualifier));
  const [planned, come] = [whole(money.announced), whole(money.arrived)];
  if (planned && come && typeof planned.best.value === "number" && typeof come.best.value === "number" && planned.best.value > 0 && planned.unit === come.unit && planned.best.currency === come.best.currency) {
    money.arrived_share = come.best.value / planned.best.value;
  }
  return money;
}
