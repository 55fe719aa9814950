/** How a name sounds: pinyin letters and initials, so that a name is found by typing either. */
import { pinyin } from "pinyin-pro";
import { hasHan } from "../kernel/index.ts";

/** `长光辰芯` → `changguangchenxin cgcx`; empty for a name without Han characters. */
export function soundOf(text: string): string {
  if (!hasHan(text)) return "";
  const syllables = pinyin(text.slice(0, 200), { toneType: "none", type: "array", nonZh: "removed" });
  return `${syllables.join("")} ${syllables.map((s) => s[0] ?? "").join("")}`.toLowerCase();
}
