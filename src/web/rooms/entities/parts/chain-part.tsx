/** What a firm makes and where it stands in the chain, or where a product's makers stand with it. Invariant: a node names the words and claims that put it there; what rests on a name alone is said to wait. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Words, useLanguage } from "../../../i18n/language.tsx";
import { path } from "../../../path.ts";
import { EntityLink } from "../../../ui/entity-link.tsx";
import { countText } from "../../../ui/figure-text.ts";
import { Figure } from "../../../ui/figure.tsx";
import { pages } from "../queries.ts";
import type { PartProps } from "../type-parts.tsx";

const CLAIMS_SHOWN = 3;

export function ChainPart({ entity, asOf }: PartProps) {
  const { say, label, lang } = useLanguage();
  const { data } = useQuery(pages.chain(entity.slug, asOf));
  if (!data) return <div className="part-space" data-coming="" />;
  const ladder = [data.rung, data.size].filter((one) => one !== undefined).map((one) => label(one));
  if (data.nodes.length === 0 && ladder.length === 0 && data.honours.length === 0) return null;
  return (
    <section aria-labelledby="chain-part">
      <h2 id="chain-part">{say("part.chain")}</h2>
      {data.nodes.length > 0 ? (
        <ul className="nodes">
          {data.nodes.map((node) => (
            <li key={node.id}>
              <span className="share" aria-hidden="true"><i style={{ inlineSize: `${Math.round(node.share * 100)}%` }} /></span>
              <div>
                <Link to={path.chainNode(node.id)}><Words of={node.name} /></Link> <span className="quiet"><Words of={node.stage} />{node.share > 0 && ` · ${say("part.chain-share", { p: Math.round(node.share * 100) })}`}{node.ruled && ` · ${say("part.chain-ruled")}`}{node.pending && ` · ${say("part.chain-pending")}`}</span>
                {node.firms.length > 0 && <div>{say("part.made-by")} {node.firms.map((firm) => <span key={firm.id}><EntityLink entity={firm} /> </span>)}</div>}
                <div className="small quiet">{node.said.length > 0 && <>{say("part.said")} {node.said.map((word) => <q key={word}>{word}</q>).flatMap((word, at) => (at === 0 ? [word] : [lang === "zh" ? "、" : ", ", word]))} </>}{node.claims.slice(0, CLAIMS_SHOWN).map((claim) => <span key={claim.id}><Figure claim={claim}>{say("claim.source")}</Figure> </span>)}</div>
              </div>
            </li>
          ))}
        </ul>
      ) : <p className="quiet">{say("part.chain-none")}</p>}
      {data.makers && <p className="quiet">{say("part.chain-makers", { n: countText(data.makers.read), total: countText(data.makers.total) })} <Link to={path.tied(entity.slug, "in", "produces")}>{say("part.chain-all-makers")}</Link></p>}
      {(ladder.length > 0 || data.honours.length > 0) && (
        <p><b>{say("part.ladder")}</b> <span className="honour">{ladder.join(" · ") || say("part.ladder-none")}</span>{data.honours.map(({ award, claim }) => <span key={claim.id} className="honour"><Figure claim={claim}><Words of={award} /></Figure></span>)}</p>
      )}
    </section>
  );
}
