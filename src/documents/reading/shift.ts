// Days and months before and after a given one.
// Invariant: plain calendar arithmetic in UTC; the parts come back as they went in (YYYY-MM-DD, YYYY-MM).
import type { When } from "./model.ts";

/** The day so many days after a day. */
export function shiftDay(day: string, by: number): When {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** The month so many months after a month. */
export function shiftMonth(month: string, by: number): When {
  const n = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
}
