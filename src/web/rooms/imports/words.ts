/** Words of pasting rows. Invariant: both languages have the same keys. */
export const zh = {
  "paste.here": "或在此粘贴从 Excel 复制的行（Ctrl+V）",
  "paste.preview": "粘贴的行",
  "paste.rows": "粘贴了 {n} 行。",
  "paste.drop": "放弃",
  "paste.back": "这是上次粘贴、尚未写入的行。",
  "paste.column": "第 {n} 列是",
  "paste.skip": "（不用）",
  "paste.missing": "还缺必填列：{columns}。请在表头指明各列。",
  "paste.and": "、",
  "paste.too-large": "一次最多粘贴 {n} 个单元格，请改用文件导入。",
  "paste.check": "检查 {n} 行",
  "paste.name": "粘贴.csv",
};

export const en: typeof zh = {
  "paste.here": "Or paste rows copied from Excel here (Ctrl+V)",
  "paste.preview": "Pasted rows",
  "paste.rows": "{n} rows pasted.",
  "paste.drop": "Drop them",
  "paste.back": "Pasted before and not written yet.",
  "paste.column": "Column {n} is",
  "paste.skip": "(not used)",
  "paste.missing": "Still needed: {columns}. Name the columns above.",
  "paste.and": ", ",
  "paste.too-large": "At most {n} cells can be pasted at once; import them as a file.",
  "paste.check": "Check {n} rows",
  "paste.name": "pasted.csv",
};
