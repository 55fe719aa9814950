/** The parts that only some types have, in the order in which the ontology names them. Invariant: each is loaded when its type is opened, and one that has nothing to say takes no room. */
import { type ComponentType, Suspense, lazy } from "react";
import type { EntityPage, PagePart } from "../../api.ts";
import type { AsOf } from "../../path.ts";

export interface PartProps {
  entity: EntityPage;
  asOf: AsOf;
}

const PARTS: Record<PagePart, ComponentType<PartProps>> = {
  chain: lazy(() => import("./parts/chain-part.tsx").then((module) => ({ default: module.ChainPart }))),
  tenancies: lazy(() => import("./parts/tenancies-part.tsx").then((module) => ({ default: module.TenanciesPart }))),
  park: lazy(() => import("./parts/park-part.tsx").then((module) => ({ default: module.ParkPart }))),
  within: lazy(() => import("./parts/within-part.tsx").then((module) => ({ default: module.WithinPart }))),
  targets: lazy(() => import("./parts/targets-part.tsx").then((module) => ({ default: module.TargetsPart }))),
  project: lazy(() => import("./parts/project-part.tsx").then((module) => ({ default: module.ProjectPart }))),
  editions: lazy(() => import("./parts/editions-part.tsx").then((module) => ({ default: module.EditionsPart }))),
  policy: lazy(() => import("./parts/policy-part.tsx").then((module) => ({ default: module.PolicyPart }))),
};

export function TypeParts({ entity, asOf }: PartProps) {
  return entity.parts.map((name) => { const Part = PARTS[name]; return <Suspense key={name} fallback={<div className="part-space" data-coming="" />}><Part entity={entity} asOf={asOf} /></Suspense>; });
}
