/** Which room a page lies below. */
import { expect, test } from "vitest";
import { roomAbove } from "./trail.tsx";

test.each([["/chain-gaps", "/chain"], ["/chain/cis-design", "/chain"], ["/entities/new", "/entities"], ["/identity/history", "/identity"], ["/registers/import", "/registers"], ["/parks/x", "/parks"]])("%s lies below %s", (page, room) => {
  expect(roomAbove(page)?.to).toBe(room);
});

test.each(["/", "/chain", "/claims", "/parks"])("%s is a room itself", (page) => {
  expect(roomAbove(page)).toBeUndefined();
});
