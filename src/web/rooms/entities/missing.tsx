/** What one of its type is expected to have and the record lacks. Invariant: the list is the ontology's, not a guess; each line leads to its field. */
import type { EntityPage } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";

export function Missing({ entity, onEnter }: { entity: EntityPage; onEnter: (property: string) => void }) {
  const { lang, say, label } = useLanguage();
  if (entity.expected === 0) return null;
  const [have, all] = [entity.expected - entity.missing.length, entity.expected];
  return (
    <section aria-labelledby="missing">
      <h2 id="missing">{say("entity.missing")}</h2>
      <p className="quiet small"><meter className="have" min={0} max={all} value={have} aria-label={say("entity.have", { have, all })} /> {say("entity.have", { have, all })}</p>
      {entity.missing.length > 0 && (
        <ul className="missing">
          {entity.missing.map((one) => (
            <li key={one.property} title={label(one.help)}>
              <span><Words of={one.label} />{one.also.length > 0 && <span className="quiet"> {say("entity.or", { names: one.also.map((name) => label(name)).join(lang === "zh" ? "、" : ", ") })}</span>}</span>{" "}
              <button type="button" className="link" onClick={() => onEnter(one.property)}>{say("entity.enter")}<span className="hidden"> {label(one.label)}</span></button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
