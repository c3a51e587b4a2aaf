// A package of the old build and a server of the new one: the cases of `suite/skew.rs`.

import { check, client, error, load, value } from "./client.mjs";

const notes = await load("notes");
const stale = { kind: "stale" };

await check("what is compatible is shared", async () => {
  const note = { id: 7, text: "milk" };
  const kept = (outcome) => value({ ...outcome, value: { id: outcome.value.id, text: outcome.value.text, color: outcome.value.color } }, { ...note, color: null });
  kept(await notes.keep(client, note));
  kept(await notes.keep(client, { ...note, color: "red" }));
  value(await notes.set(client, { due: null }), false);
  value(await notes.alarm(client, false), { due: null });
  const { error: gone } = await notes.gone(client, false);
  value({ ok: true, value: [gone.kind, gone.error.code, gone.error.id, gone.error.since] }, ["api", "gone", 7, null]);
});

await check("what cannot be read is stale", async () => {
  error(await notes.set(client, { due: 9 }), stale);
  error(await notes.alarm(client, true), stale);
  error(await notes.gone(client, true), stale);
});

await check("what could be misread is stale", async () => {
  error(await notes.draft(client, { text: "milk" }), stale);
  error(await notes.last(client), stale);
  error(await notes.minus(client, 5, 3), stale);
  error(await notes.state(client), stale);
  error(await notes.find(client, 7), stale);
  error(await notes.removed(client), stale);
});
