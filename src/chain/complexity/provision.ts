/**
 * Who provides a link of a chain, and how concentrated that is: shares by provider and by country, HHI, single sources.
 * Invariant: shares are used as stated; where they do not reach the whole, the unstated rest is reported, never spread.
 */

/**
 * One stated fact: a firm (of a country), or a country as a whole, provides a node; `share_pct` where it is stated.
 * `collective` marks an entry that stands for several ("various companies"): it can never be a single source.
 */
export interface Provision {
  node: string;
  provider: string;
  kind?: "firm" | "country";
  country?: string;
  share_pct?: number;
  collective?: boolean;
}

export interface NodeConcentration {
  node: string;
  firms: number;
  countries: number;
  /** Exactly one firm (country) is known to provide the node, and it is not a collective entry. */
  singleFirm: boolean;
  singleCountry: boolean;
  /** HHI (0..1) by country, shares taken as parts of the stated total. Undefined where no share is stated. */
  hhiByCountry?: number;
  hhiByFirm?: number;
  /** The same with shares as stated (parts of 100 %), so that an unstated rest counts as spread thin: a lower bound. */
  hhiByCountryAtLeast?: number;
  /** The sample behind the HHI by country: countries with a stated share, and the sum of their shares. */
  stated: number;
  statedTotal_pct: number;
  /** Whether shares by country are stated as such or were added up from the firms'. */
  basis: "country" | "firm" | "none";
}

interface Tally { share: Map<string, number | undefined>; collective: Set<string> }

/**
 * Concentration of every node, in node order. A node's country figures come from its country entries where it has any,
 * else from its firms by their country. Statements of one provider for one node given twice are summed.
 */
export function concentrationByNode(provisions: Iterable<Provision>): NodeConcentration[] {
  const nodes = new Map<string, { firm: Tally; country: Tally; ofFirms: Tally }>();
  for (const p of provisions) {
    const node = nodes.get(p.node) ?? { firm: tally(), country: tally(), ofFirms: tally() };
    nodes.set(p.node, node);
    if (p.kind === "country") addShare(node.country, p.provider, p);
    else {
      addShare(node.firm, p.provider, p);
      if (p.country) addShare(node.ofFirms, p.country, p);
    }
  }
  return [...nodes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([node, { firm, country, ofFirms }]) => {
    const byCountry = country.share.size > 0 ? country : ofFirms;
    const shares = [...byCountry.share.values()].filter((s) => s !== undefined);
    return {
      node, firms: firm.share.size, countries: byCountry.share.size,
      singleFirm: isSingle(firm), singleCountry: isSingle(byCountry),
      hhiByCountry: herfindahl(byCountry), hhiByFirm: herfindahl(firm),
      hhiByCountryAtLeast: shares.length > 0 ? shares.reduce((sum, s) => sum + (s / 100) ** 2, 0) : undefined,
      stated: shares.length, statedTotal_pct: shares.reduce((a, b) => a + b, 0),
      basis: country.share.size > 0 ? "country" : ofFirms.share.size > 0 ? "firm" : "none",
    };
  });
}

function tally(): Tally {
  return { share: new Map(), collective: new Set() };
}

/** A share that is not a number of zero or more counts as not stated: the provider is still known. */
function addShare(to: Tally, key: string, { share_pct, collective }: Provision): void {
  const before = to.share.get(key);
  const share = share_pct !== undefined && Number.isFinite(share_pct) && share_pct >= 0 ? share_pct : undefined;
  to.share.set(key, share === undefined ? before : (before ?? 0) + share);
  if (collective) to.collective.add(key);
}

function isSingle(of: Tally): boolean {
  return of.share.size === 1 && of.collective.size === 0;
}

function herfindahl(of: Tally): number | undefined {
  let total = 0;
  let square = 0;
  for (const s of of.share.values()) if (s !== undefined) { total += s; square += s * s; }
  return total > 0 ? square / (total * total) : undefined;
}
