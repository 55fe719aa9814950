/**
 * Which format a file is, by what it holds. The name decides only between kinds of plain text.
 * Invariant: a format is never guessed from the extension against the content; a wrong extension is a noted problem.
 */
import type { Problem } from "../kernel/index.ts";
import { isZip, readDirectory } from "./archive.ts";
import { decodeText } from "./encoding.ts";
import type { Format } from "./model.ts";
import { FileRefusal, refuse } from "./refusal.ts";

const HEAD_BYTES = 64 * 1024;
const EXTENSIONS: Record<string, Format> = {
  txt: "txt", text: "txt", log: "txt", md: "md", markdown: "md", html: "html", htm: "html", xhtml: "html", shtml: "html",
  docx: "docx", docm: "docx", dotx: "docx", pdf: "pdf", xlsx: "xlsx", xlsm: "xlsx", xltx: "xlsx", csv: "csv", tsv: "csv", tab: "csv", parquet: "parquet", pq: "parquet",
};

/** What else arrives in practice, by its first bytes, so that the message can say what it is. */
const STRANGERS: { bytes: number[]; at?: number; zh: string; en: string }[] = [
  { bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66], zh: "RTF 文档（请另存为 docx）", en: "an RTF document (save it as docx)" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], zh: "PNG 图片", en: "a PNG image" },
  { bytes: [0xff, 0xd8, 0xff], zh: "JPEG 图片", en: "a JPEG image" },
  { bytes: [0x47, 0x49, 0x46, 0x38], zh: "GIF 图片", en: "a GIF image" },
  { bytes: [0x1f, 0x8b], zh: "gzip 压缩文件（请先解压）", en: "a gzip file (unpack it first)" },
  { bytes: [0x52, 0x61, 0x72, 0x21], zh: "RAR 压缩包（请先解压）", en: "a RAR archive (unpack it first)" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], zh: "7z 压缩包（请先解压）", en: "a 7z archive (unpack it first)" },
  { bytes: [0x42, 0x5a, 0x68], zh: "bzip2 压缩文件（请先解压）", en: "a bzip2 file (unpack it first)" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], zh: "zstd 压缩文件（请先解压）", en: "a zstd file (unpack it first)" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], zh: "可执行文件", en: "a program" },
  { bytes: [0x4d, 0x5a, 0x90], zh: "可执行文件", en: "a program" },
];

function startsWith(bytes: Uint8Array, mark: number[], at = 0): boolean {
  return mark.every((b, i) => bytes[at + i] === b);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
}

export function extensionOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})\s*$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The format by content. Throws a refusal that names what the file is when it cannot be read. */
export function sniffFormat(name: string, bytes: Uint8Array): { format: Format; problems: Problem[] } {
  const format = formatByContent(name, bytes);
  const extension = extensionOf(name);
  const claimed = EXTENSIONS[extension];
  if (extension === "" || claimed === format || (claimed === undefined && !OFFICE_OLD.has(extension))) return { format, problems: [] };
  return {
    format,
    problems: [{
      code: "files/wrong-extension",
      message: { zh: `扩展名为 .${extension}，内容实为 ${format}，已按内容读取`, en: `the name ends in .${extension} but the content is ${format}; read as ${format}` },
      hint: { zh: `请改名为 .${format}。`, en: `Rename it to .${format}.` },
    }],
  };
}

const OFFICE_OLD = new Set(["doc", "xls", "ppt", "wps", "et", "rtf", "zip", "png", "jpg", "jpeg"]);

function formatByContent(name: string, bytes: Uint8Array): Format {
  const head = bytes.subarray(0, 1024);
  const pdfAt = ascii(head, 0, 1024).indexOf("%PDF-");
  if (pdfAt >= 0 && (pdfAt < 16 || extensionOf(name) === "pdf")) return "pdf";
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x31])) return "parquet";
  if (startsWith(bytes, [0x50, 0x41, 0x52, 0x45])) throw refuse.encrypted("Parquet file");
  if (isZip(bytes)) return officeFormat(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw compoundFile(bytes);
  const stranger = STRANGERS.find((s) => startsWith(bytes, s.bytes, s.at));
  if (stranger !== undefined) throw refuse.unsupported(stranger);
  return textFormat(name, bytes);
}

function officeFormat(bytes: Uint8Array): Format {
  const parts = readDirectory(bytes).entries.map((e) => e.fileName);
  const names = new Set(parts);
  const has = (start: string) => parts.some((p) => p.startsWith(start));
  if (names.has("[Content_Types].xml") && (names.has("word/document.xml") || has("word/document"))) return "docx";
  if (names.has("[Content_Types].xml") && (names.has("xl/workbook.xml") || has("xl/worksheets/"))) return "xlsx";
  if (has("xl/workbook.bin")) throw refuse.unsupported({ zh: "二进制工作簿 xlsb（请另存为 xlsx）", en: "a binary workbook, xlsb (save it as xlsx)" });
  if (has("ppt/")) throw refuse.unsupported({ zh: "PPT 演示文稿（请另存为 PDF）", en: "a slide deck (save it as PDF)" });
  if (names.has("OFD.xml")) throw refuse.unsupported({ zh: "OFD 版式文件（请转换为 PDF）", en: "an OFD document (convert it to PDF)" });
  if (names.has("mimetype")) throw refuse.unsupported({ zh: "OpenDocument 或 EPUB 文件（请另存为 docx 或 xlsx）", en: "an OpenDocument or EPUB file (save it as docx or xlsx)" });
  const inner = parts.filter((p) => /\.(zip|docx|xlsx|jar|7z|rar|gz)$/i.test(p)).length;
  throw refuse.unsupported(
    inner > 0 ? { zh: `压缩包（内有 ${inner} 个压缩包；不逐层展开）`, en: `a zip archive (with ${inner} archives inside; these are not opened)` } : { zh: "压缩包", en: "a zip archive" },
    { zh: "请先解压，再逐个读取其中的文件。", en: "Unpack it and read the files in it." },
  );
}

/** OLE compound files: old doc/xls, or an encrypted docx/xlsx in its wrapper. Stream names are UTF-16. */
function compoundFile(bytes: Uint8Array): FileRefusal {
  const wide = (text: string) => Buffer.from(text, "utf16le");
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.includes(wide("EncryptedPackage"))) return refuse.encrypted("Office document");
  const hint = { zh: "请在 Office 或 WPS 中另存为 docx 或 xlsx。", en: "Save it as docx or xlsx in Office or WPS." };
  if (data.includes(wide("WordDocument"))) return refuse.unsupported({ zh: "旧版 Word 文档（doc）", en: "an old Word document (doc)" }, hint);
  if (data.includes(wide("Workbook")) || data.includes(wide("Book"))) return refuse.unsupported({ zh: "旧版 Excel 工作簿（xls）", en: "an old Excel workbook (xls)" }, hint);
  return refuse.unsupported({ zh: "旧版 Office 文件", en: "an old Office file" }, hint);
}

function textFormat(name: string, bytes: Uint8Array): Format {
  const { text } = decodeText(wholeCharacters(bytes));
  const head = text.replaceAll("\0", "");
  if (looksBinary(head)) throw refuse.unsupported({ zh: "二进制文件", en: "a binary file" });
  const claimed = EXTENSIONS[extensionOf(name)];
  if (looksHtml(head) || (claimed === "html" && /<[a-z][a-z0-9]*[\s/>]/i.test(head))) return "html";
  if (claimed === "md" || claimed === "txt") return claimed;
  if (claimed === "csv") return "csv";
  return extensionOf(name) === "xls" && head.includes("\t") ? "csv" : "txt";
}

/** The head of the file, cut at a line end where there is one, so that no character is cut in two. */
function wholeCharacters(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= HEAD_BYTES) return bytes;
  const newline = bytes.subarray(0, HEAD_BYTES).lastIndexOf(0x0a);
  const even = (n: number) => n - (n % 2);
  return bytes.subarray(0, newline > HEAD_BYTES / 2 ? even(newline + 1) : HEAD_BYTES);
}

function looksBinary(head: string): boolean {
  let odd = 0;
  for (let i = 0; i < head.length; i += 1) {
    const code = head.charCodeAt(i);
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 26) || code === 0xfffd) odd += 1;
  }
  return odd > 8 && odd > head.length * 0.1;
}

function looksHtml(head: string): boolean {
  const start = head.replace(/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,5000}?-->\s*)*/, "").slice(0, 2000).toLowerCase();
  if (/^<(?:!doctype\s+html|html|head|body)[\s>]/.test(start)) return true;
  if (!start.startsWith("<")) return false;
  return (head.slice(0, 20_000).match(/<(?:div|p|table|tr|td|span|br|h[1-6]|ul|li|a|meta|title|script|style|body)\b[^<>]*>/gi) ?? []).length >= 3;
}
