// Which types of thing a property's figures, or a dated event, belong to: best 1, unlikely below 0.4, never where absent.
// Invariant: a prior of the field, not of any document; the ranker weighs it against how a name stands in the text.
export type Fit = Readonly<Record<string, number>>;
const PARKISH: Fit = { ParkPhase: 1, Park: 1, Project: 0.95, Building: 0.85, Zone: 0.7, Firm: 0.5, Institute: 0.55, Lab: 0.6, Fund: 0.2, Region: 0.4, Cluster: 0.3 };
/** Which types a property's figures belong to, best first. */
const FITS: Readonly<Record<string, Fit>> = {
  investment: { ParkPhase: 1, Project: 1, Park: 0.95, Fund: 1, Building: 0.7, Firm: 0.75, Lab: 0.7, Institute: 0.65, Zone: 0.6, Region: 0.55, Cluster: 0.45, Policy: 0.6, Expo: 0.2, Event: 0.3 },
  contract_value: { Region: 0.9, Zone: 0.9, Event: 0.85, Expo: 0.95, Project: 0.7, Park: 0.8, Firm: 0.7, Cluster: 0.6, Institute: 0.5 },
  output_value: { Cluster: 1, Region: 0.75, Zone: 0.85, Park: 0.9, Firm: 0.8, Project: 0.8, ParkPhase: 0.8, Market: 0.5 },
  revenue: { Market: 0.7, Firm: 1, Cluster: 0.9, Zone: 0.9, Park: 0.85, Region: 0.75, Project: 0.7, ParkPhase: 0.6, Institute: 0.6 },
  "area.land": PARKISH,
  "area.floor": { ...PARKISH, Building: 1 },
  exhibition_area: { Expo: 1, Event: 0.7, Zone: 0.5, Firm: 0.45, Building: 0.3 },
  storeys: { Building: 1, Project: 0.6, Park: 0.4, ParkPhase: 0.5 },
  production_lines: { Firm: 1, Project: 0.9, Park: 0.85, ParkPhase: 0.85, Region: 0.8, Cluster: 0.8, Building: 0.6, Zone: 0.6 },
  employees: { Expo: 0.4, Policy: 0.45, Building: 0.6, Firm: 1, Institute: 1, Lab: 0.95, Park: 0.8, Zone: 0.75, Cluster: 0.85, Project: 0.8, Region: 0.65, ParkPhase: 0.7 },
  patents: { Firm: 1, Institute: 1, Lab: 0.95, Park: 0.7, Zone: 0.75, Cluster: 0.75, Region: 0.7 },
  firms_count: { Expo: 0.5, Policy: 0.5, Market: 0.7, Park: 1, ParkPhase: 0.95, Zone: 0.95, Cluster: 0.95, Region: 0.8, Institute: 0.85, Building: 0.5, Lab: 0.8, Fund: 0.6, Project: 0.7, Firm: 0.45 },
  exhibitors: { Expo: 1, Event: 0.8 },
  visitors: { Expo: 1, Event: 0.95 },
  projects_count: { ParkPhase: 0.9, Region: 0.9, Zone: 0.9, Event: 0.75, Expo: 0.8, Park: 0.65, Institute: 0.9, Cluster: 0.7, Fund: 0.8, Firm: 0.7, Lab: 0.8 },
  market_share: { Firm: 1, Cluster: 0.95, Region: 0.9, Zone: 0.9, Park: 0.8, Project: 0.4 },
  growth_rate: { Market: 0.8, Cluster: 1, Firm: 0.95, Region: 0.9, Zone: 0.9, Park: 0.9 },
  other_count: { Expo: 0.9, Event: 0.8, Firm: 0.9, Institute: 0.9, Lab: 0.85, Park: 0.9, ParkPhase: 0.9, Project: 0.9, Zone: 0.85, Cluster: 0.7, Region: 0.85, Building: 0.6, Fund: 0.8, Policy: 0.6 },
};
/** Which types a dated event may happen to. */
export const EVENT_FITS: Readonly<Record<string, Fit>> = {
  build: { ParkPhase: 1, Project: 1, Park: 0.95, Building: 1, Lab: 0.7, Institute: 0.5, Zone: 0.5, Firm: 0.45 },
  found: { Firm: 1, Institute: 1, Lab: 1, Fund: 1, Zone: 0.9, Park: 0.9, Cluster: 0.6, Project: 0.28 },
  hold: { Expo: 1, Event: 1 },
  issue: { Policy: 1 },
  launch: { ParkPhase: 0.8, Cluster: 0.8, Institute: 0.7, Zone: 0.6, Product: 1, Expo: 0.8, Event: 0.8, Project: 0.7, Fund: 0.8, Park: 0.7, Policy: 0.9, Lab: 0.6, Firm: 0.2 },
};

/** The types a property's figures belong to; those of any other count where the property is not listed. */
export const fitsOf = (property: string): Fit => FITS[property] ?? FITS["other_count"]!;
