/** Words of charts. Invariant: `zh` and `en` have the same keys. */
export const zh = {
  "chart.as-table": "看表格", "chart.as-drawing": "看图", "chart.export": "导出", "chart.export-failed": "没有导出成功：{why}",
  "chart.of": "对象", "chart.at": "时期或节点", "chart.figure": "数值", "chart.rivals": "另一说法", "chart.rests-on": "依据", "chart.table-of": "{title}（数据表）", "chart.interval": "{low} 至 {high}", "chart.more-claims": "另 {n} 条",
} as const;

export const en = {
  "chart.as-table": "As table", "chart.as-drawing": "As drawing", "chart.export": "Export", "chart.export-failed": "The export failed: {why}",
  "chart.of": "Of", "chart.at": "Period or step", "chart.figure": "Figure", "chart.rivals": "Told also as", "chart.rests-on": "Rests on", "chart.table-of": "{title} (data)", "chart.interval": "{low} to {high}", "chart.more-claims": "{n} more",
} as const;
