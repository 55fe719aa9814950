/**
 * How the web client is built: from src/web into dist/web, one file per route.
 * Invariant: what every page needs (React, router, query) is in chunks of its own, so that a new release of a page leaves them cached.
 */
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const SERVER = process.env.LIGHTVALLEY_SERVER ?? "http://localhost:4600";

export default defineConfig({
  root: "src/web",
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: "router", test: /node_modules[\\/](react-router|@tanstack)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { port: 4601, proxy: { "/api": SERVER } },
});
