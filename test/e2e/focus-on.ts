/** Gives an element the focus once it is seen: a page appears whole, and what is not seen yet takes no focus. */
import type { Locator } from "playwright-core";

export async function focusOn(element: Locator): Promise<void> {
  await element.waitFor();
  await element.focus();
}
