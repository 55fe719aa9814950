/** What the pages of targets read. Invariant: one question answers rows, track record and comparisons alike. */
import { queryOptions } from "@tanstack/react-query";
import type * as Api from "../../../server/api-types.ts";
import { getFrom as get } from "../../api.ts";
import { type AsOf, withQuery } from "../../path.ts";

export const targetsQuery = (asOf: AsOf) => queryOptions({ queryKey: ["targets", asOf], queryFn: ({ signal }) => get<Api.TargetsAnswer>(withQuery("/api/targets", asOf), signal) });
