/** The XML reader: the same events however the text is cut into chunks. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { attributesOf, XmlReader } from "./xml.ts";

function events(chunks: string[]): string[] {
  const seen: string[] = [];
  const reader = new XmlReader("part", {
    open: (name, raw) => void seen.push(`<${name} ${JSON.stringify(attributesOf(raw))}`),
    close: (name) => void seen.push(`>${name}`),
    text: (text) => void (seen.at(-1)?.startsWith("=") === true ? seen.push(`${seen.pop()}${text}`) : seen.push(`=${text}`)),
  });
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return seen;
}

const SOURCE = `<?xml version="1.0"?><!-- a > b --><w:d x:a="1 > 0" b='it "is"'><t>光电&amp;激光 &#20809;&#x8C37; &unknown; a&b</t><![CDATA[<raw> & ]]><e/><f g="'"/></w:d>`;

test("one chunk", () => {
  expect(events([SOURCE])).toEqual(['<d {"a":"1 > 0","b":"it \\"is\\""}', "<t {}", "=光电&激光 光谷 &unknown; a&b", ">t", "=<raw> & ", "<e {}", ">e", '<f {"g":"\'"}', ">f", ">d"]);
});

test("any chunks", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: SOURCE.length }), { maxLength: 8 }), (cuts) => {
    const at = [0, ...cuts.sort((a, b) => a - b), SOURCE.length];
    expect(events(at.slice(1).map((end, i) => SOURCE.slice(at[i], end)))).toEqual(events([SOURCE]));
  }));
});

test.each(["<a>", "<a></b>", "<a", "</a>", '<a b="></a>'])("%s is broken", (source) => {
  expect(() => events([source])).toThrow();
});

test.each(["<a b='3<'/>", "<a b=1/>", "<a b/>", "<a/><b/>", "<a><b =''/></a>"])("%s is refused rather than mended by guess", (source) => {
  expect(() => events([source])).toThrow("well-formed");
});

test.each(["<!DOCTYPE a><a/>", "<a><!DOCTYPE a></a>", "<a><!ENTITY x 'y'></a>"])("%s is a declaration", (source) => {
  expect(() => events([source])).toThrow("document type declaration");
});

test("stray control characters and noncharacters stay what they are, or show as U+FFFD", () => {
  expect(events(["<a b='\u0001'>x\u000b\uFFFFy & z</a>"])).toEqual(['<a {"b":"\\u0001"}', "=x\u000b\uFFFDy & z", ">a"]);
});
