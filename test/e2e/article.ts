/** An article made for the tests, in our own words about places of the reference record, and a file that cannot be read. */
export const ARTICLE = {
  name: "二期进展.txt",
  mimeType: "text/plain",
  buffer: Buffer.from(`长春光电信息产业园二期建设加快
来源：测试简报　2025年3月12日

长春光电信息产业园二期总投资10亿元，总建筑面积9.6万平方米，预计2025年9月竣工。

截至2024年底，长春经济技术开发区光电信息企业达到380户，其中规上企业46户。

到2027年，长春经济技术开发区光电信息产业产值力争突破500亿元。
`, "utf8"),
};

export const BROKEN = { name: "截断.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "latin1") };
