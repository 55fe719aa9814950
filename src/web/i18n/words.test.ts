/** Both languages have every word, every word is used, and every word that is asked for is there. */
import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

const WEB = new URL("../", import.meta.url);
const code = readdirSync(WEB, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) && !/i18n\/(zh|en)\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, WEB), "utf8")).join("\n");

/** Keys made from parts, as patterns: `modality.${x}` is "modality." and a name. */
const patterns = [...code.matchAll(/`([a-z-]+(?:\.[a-z-]+)*\.)\$\{[^}]+\}`/g)].map((match) => match[1] ?? "");
const made = (key: string) => patterns.some((prefix) => key.startsWith(prefix) && !key.slice(prefix.length).includes("."));

test("zh and en have the same words", () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  expect(Object.entries({ ...en, ...zh }).filter(([key, words]) => words.trim() === "" && key !== "overview.answer.of")).toEqual([]);
});

test("the same places to fill in, in both languages", () => {
  const places = (words: string) => [...words.matchAll(/\{(\w+)(?::[^}]*)?\}/g)].map((match) => match[1]).toSorted();
  for (const key of Object.keys(zh) as (keyof typeof zh)[]) expect([key, ...places(en[key])]).toEqual([key, ...places(zh[key])]);
});

test("no word is unused", () => {
  expect(Object.keys(zh).filter((key) => !code.includes(`"${key}"`) && !made(key))).toEqual([]);
});

test("no word is in the wrong language", () => {
  const mixed = /^(layout\.home)$/;
  expect(Object.entries(en).filter(([key, words]) => !mixed.test(key) && /\p{Script=Han}/u.test(words))).toEqual([]);
  expect(Object.entries(zh).filter(([, words]) => /[a-z]{4,}/.test(words.replace(/\{\w+\}/g, "")) && !/\p{Script=Han}/u.test(words))).toEqual([]);
});
