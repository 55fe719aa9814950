/** The help pages, made from the command table. */
import type { Lang } from "../kernel/index.ts";
import type { Command } from "./command.ts";

export function helpOf(command: Command, lang: Lang): string {
  const lines = [`lightvalley ${command.usage}`, `  ${command.summary[lang]}`, ""];
  for (const o of command.options) lines.push(`  ${o.flag.padEnd(22)} ${o[lang]}`);
  return `${lines.join("\n")}\n`;
}

export function helpPage(commands: readonly Command[], lang: Lang): string {
  const head = lang === "zh"
    ? ["Lightvalley：光电产业集群的记录，每个数字都有来源", "", "用法：lightvalley 命令 [参数]（lightvalley help 命令 看详情）", ""]
    : ["Lightvalley: the record of an optoelectronic cluster, every figure with its source", "", "Usage: lightvalley COMMAND [WORDS] (lightvalley help COMMAND for more)", ""];
  const width = Math.max(...commands.map((c) => c.usage.length)) + 2;
  const body = commands.map((c) => (c.usage.length > 44 ? `  ${c.usage}\n${" ".repeat(Math.min(width, 46) + 2)}${c.summary[lang]}` : `  ${c.usage.padEnd(Math.min(width, 46))}${c.summary[lang]}`));
  const tail = lang === "zh"
    ? ["", "--lang zh|en 选语言；退出码：0 完成，1 有内容被拒，2 用法有误，3 记录打不开，130 被中止"]
    : ["", "--lang zh|en chooses the language; exit codes: 0 done, 1 some of it refused, 2 wrong use, 3 the record cannot be opened, 130 stopped"];
  return `${[...head, ...body, ...tail].join("\n")}\n`;
}
