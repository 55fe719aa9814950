/** Light, dark, or as the system has it; remembered. Invariant: the choice is one attribute on the root element, colours follow from CSS alone. */
import { useEffect, useState } from "react";

export type Theme = "system" | "light" | "dark";
const KEPT = "lightvalley.theme";
const ORDER: Theme[] = ["system", "light", "dark"];

export function useTheme(): { theme: Theme; next: () => void } {
  const [theme, setTheme] = useState<Theme>(() => ORDER.find((one) => one === localStorage.getItem(KEPT)) ?? "system");
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEPT, theme);
  }, [theme]);
  return { theme, next: () => setTheme(ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system") };
}
