/**
 * The ties of an entity as a small graph: what points to it on the left, what it points to on the right.
 * Invariant: every tie drawn stands in the list below, which proves it and is what a screen reader reads; a graph of one tie is not drawn.
 */
import { useNavigate } from "react-router";
import type { EntityPage, EntityRef, Label, TieGroup } from "../../api.ts";
import { useLanguage } from "../../i18n/language.tsx";
import { path } from "../../path.ts";

interface Relation {
  property: string;
  property_label: Label;
  other: EntityRef;
}

const ROW = 26;
const WIDTH = 900;
const SIDE = 250;
/** More than this on a side is not read any more. */
const DRAWN_MAX = 14;
const NAME_CHARS = 17;

const short = (text: string): string => ([...text].reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e80 ? 2 : 1), 0) <= NAME_CHARS * 2 ? text : `${[...text].slice(0, /[\u2e80-\u9fff]/.test(text) ? NAME_CHARS - 1 : NAME_CHARS * 2 - 2).join("")}…`);

/** For the box in the middle. */
const brief = (text: string): string => { const most = /[\u2e80-\u9fff]/.test(text) ? 11 : 22; return [...text].length <= most ? text : `${[...text].slice(0, most - 1).join("")}…`; };

export function RelationGraph({ entity, groups }: { entity: EntityPage; groups: TieGroup[] }) {
  const { say, label } = useLanguage();
  const others = (direction: TieGroup["direction"]): Relation[] => [...new Map(groups.filter((group) => group.direction === direction)
    .flatMap((group) => group.ties.map(({ other }) => ({ property: group.property, property_label: group.label, other }))).map((one) => [`${one.property} ${one.other.id}`, one])).values()];
  const [left, right] = [others("in"), others("out")];
  if (left.length + right.length < 2) return null;
  const rows = Math.min(DRAWN_MAX, Math.max(left.length, right.length));
  const height = Math.max(rows * ROW, 60) + 8;
  return (
    <figure className="relation-graph" title={say("entity.graph")}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
        <Side ties={left.slice(0, DRAWN_MAX)} side="left" height={height} />
        <Side ties={right.slice(0, DRAWN_MAX)} side="right" height={height} />
        <rect x={WIDTH / 2 - 90} y={height / 2 - 15} width={180} height={30} className="here" />
        <text x={WIDTH / 2} y={height / 2 + 5} textAnchor="middle">{brief(label(entity.label))}</text>
      </svg>
      {groups.some((group) => group.n > group.ties.length) || Math.max(left.length, right.length) > DRAWN_MAX ? <figcaption className="quiet">{say("entity.graph-some")}</figcaption> : null}
    </figure>
  );
}

function Side({ ties, side, height }: { ties: Relation[]; side: "left" | "right"; height: number }) {
  const { label } = useLanguage();
  const navigate = useNavigate();
  const x = side === "left" ? SIDE : WIDTH - SIDE;
  const [from, to] = side === "left" ? [x + 6, WIDTH / 2 - 90] : [WIDTH / 2 + 90, x - 6];
  const top = (height - ties.length * ROW) / 2;
  const said = new Set<string>();
  return ties.map((tie, at) => {
    const y = top + at * ROW + ROW / 2;
    const first = !said.has(tie.property);
    said.add(tie.property);
    const [y1, y2] = side === "left" ? [y, height / 2] : [height / 2, y];
    const address = path.entity(tie.other.slug);
    return (
      <g key={`${tie.property} ${tie.other.id}`}>
        <path d={`M${from} ${y1}C${(from + to) / 2} ${y1} ${(from + to) / 2} ${y2} ${to} ${y2}`} className="tie" />
        {first && <text x={side === "left" ? x + 10 : x - 10} y={y - 5} textAnchor={side === "left" ? "start" : "end"} className="tie-name">{label(tie.property_label)}</text>}
        <a href={address} tabIndex={-1} onClick={(event) => { if (event.metaKey || event.ctrlKey || event.shiftKey) return; event.preventDefault(); void navigate(address); }}>
          <title>{label(tie.other.label)}</title>
          <text x={side === "left" ? x : x} y={y + 5} textAnchor={side === "left" ? "end" : "start"}>{short(label(tie.other.label))}</text>
        </a>
      </g>
    );
  });
}
