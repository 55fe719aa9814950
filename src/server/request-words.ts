/**
 * What is wrong with a part of a request, in both languages, from what the schemas say of it.
 * Pure. Invariant: a schema's own English words, where it has some, are kept; what has no words here is told in Chinese as not meeting what is asked for.
 */

/** What is read of one of zod's issues. */
export interface Issue {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  origin?: string | undefined;
  maximum?: number | bigint | undefined;
  minimum?: number | bigint | undefined;
  keys?: readonly string[] | undefined;
  values?: readonly unknown[] | undefined;
}

/** Words of our own schemas, in Chinese. */
const OWN: Readonly<Record<string, string>> = {
  "a day as YYYY-MM-DD": "日期写成 2024-06-07", "not a real day": "没有这一天", "not a real date": "没有这个日期", "an http or https address": "要以 http 或 https 开头的地址",
  "an alias needs entity_id": "别名要指明是哪个对象", "a trigger word needs property": "触发词要指明属性",
};

const LISTED_MAX = 8;

export function wrongWith({ code, origin, maximum, minimum, keys, values, message }: Issue): { zh: string; en: string } {
  const own = OWN[message];
  if (own !== undefined) return { zh: own, en: message };
  switch (code) {
    case "too_big": return origin === "string" ? { zh: `最多 ${maximum} 个字符`, en: `at most ${maximum} characters` } : origin === "array" ? { zh: `最多 ${maximum} 项`, en: `at most ${maximum}` } : { zh: `不得大于 ${maximum}`, en: `not more than ${maximum}` };
    case "too_small": return origin === "string" ? (Number(minimum) <= 1 ? { zh: "不能为空", en: "must not be empty" } : { zh: `至少 ${minimum} 个字符`, en: `at least ${minimum} characters` }) : origin === "array" ? { zh: `至少 ${minimum} 项`, en: `at least ${minimum}` } : { zh: `不得小于 ${minimum}`, en: `not less than ${minimum}` };
    case "invalid_type": return { zh: "缺少，或不是所要的类型", en: "missing, or of the wrong type" };
    case "invalid_format": return { zh: "写法不对", en: message };
    case "invalid_value": return values && values.length <= LISTED_MAX ? { zh: `只能是 ${values.join("、")}`, en: `one of ${values.join(", ")}` } : { zh: "不在可选之列", en: "not one of those offered" };
    case "unrecognized_keys": return { zh: `多出了 ${(keys ?? []).join("、")}`, en: `knows no ${(keys ?? []).join(", ")}` };
    default: return { zh: "不合要求", en: message };
  }
}
