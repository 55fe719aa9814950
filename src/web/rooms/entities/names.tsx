/** What an entity is called, and the entities judged to be the same, each of which can be split off again. Invariant: a split is a judgement too, with a note. */
import { useMutation } from "@tanstack/react-query";
import { type EntityRef, type EntityView, refreshLedger, send } from "../../api.ts";
import { Words, useLanguage } from "../../i18n/language.tsx";
import { EntityLink } from "../../ui/entity-link.tsx";
import { FailureNote } from "../../ui/loaded.tsx";
import { MergeForm } from "./merge-form.tsx";

export function Names({ entity }: { entity: EntityView }) {
  const { say } = useLanguage();
  return (
    <section>
      <h2>{say("entity.names")}</h2>
      <ul className="names">
        {entity.names.map((name) => <li key={`${name.kind} ${name.text}`}><span lang={name.lang}>{name.text}</span> <span className="quiet">{kindName(name.kind, say)}</span></li>)}
      </ul>
      {entity.merged.length > 0 && (
        <>
          <h3>{say("entity.merged")}</h3>
          <ul className="names">{entity.merged.map((other) => <Merged key={other.id} entity={entity} other={other} />)}</ul>
        </>
      )}
      <MergeForm entity={entity} />
    </section>
  );
}

function kindName(kind: string, say: ReturnType<typeof useLanguage>["say"]): string {
  return kind === "name" || kind === "short_name" || kind === "alias" || kind === "former_name" || kind === "label" ? say(`name.${kind}`) : kind;
}

function Merged({ entity, other }: { entity: EntityView; other: EntityRef }) {
  const { say } = useLanguage();
  const split = useMutation({ mutationFn: () => send.judge(entity.canonical_id, other.id, "different", say("entity.split-note")), onSuccess: refreshLedger });
  return (
    <li>
      <Words of={other.label} /> <span className="quiet">{other.slug}</span>{" "}
      <button type="button" disabled={split.isPending} onClick={() => split.mutate()}>{say("entity.split")}</button>
      {split.isSuccess && <span role="status"> {say("entity.split-done")} <EntityLink entity={other} /></span>}
      {split.isError && <FailureNote error={split.error} />}
    </li>
  );
}
