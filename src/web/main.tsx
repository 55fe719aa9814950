/** The beginning of the web client: cache, language and routes put together. Invariant: nothing else is global. */
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router/dom";
import { cache } from "./api.ts";
import { carryClocks } from "./clocks.ts";
import { LanguageProvider } from "./i18n/language.tsx";
import { router } from "./routes.tsx";
import "./style/base.css";
import "./style/frame.css";
import "./style/figure.css";
import "./style/table.css";
import "./style/form.css";
import "./style/print.css";

carryClocks(router, document);
const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <LanguageProvider><RouterProvider router={router} /></LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
