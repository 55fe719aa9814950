/** The page about reconcile says what the program finds in the reference record, arithmetic included. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { PAGE, pageWithFindings } from "../scripts/build-findings-docs.ts";

it("lists every finding of the reference record as the program finds it (scripts/build-findings-docs.ts writes it)", async () => {
  expect(readFileSync(PAGE, "utf8")).toBe(await pageWithFindings());
});
