// A package of the new build and a server of the old one.

import { check, client, error, load, value } from "./client.mjs";

const notes = await load("notes");
const stale = { kind: "stale" };

await check("what is compatible is shared", async () => {
  const kept = (outcome) => value({ ...outcome, value: { pinned: outcome.value.pinned, text: outcome.value.text, tags: outcome.value.tags, id: outcome.value.id } }, { pinned: false, text: "milk", tags: null, id: 7 });
  kept(await notes.keep(client, { text: "milk", id: 7 }));
  kept(await notes.keep(client, { pinned: true, text: "milk", tags: ["x"], id: 7 }));
  value(await notes.set(client, { due: null }), false);
  value(await notes.alarm(client, false), { due: null });
  const { error: gone } = await notes.gone(client, false);
  value({ ok: true, value: [gone.kind, gone.error.code, gone.error.id, gone.error.since] }, ["api", "gone", 7, null]);
});

await check("what cannot be read is stale", async () => {
  error(await notes.set(client, { due: "noon" }), stale);
  error(await notes.alarm(client, true), stale);
  error(await notes.gone(client, true), stale);
});

await check("what could be misread is stale", async () => {
  error(await notes.draft(client, { body: "milk" }), stale);
  error(await notes.last(client), stale);
  error(await notes.minus(client, 3, 5), stale);
  error(await notes.state(client), stale);
  error(await notes.find(client, "7"), stale);
  error(await notes.added(client), stale);
});
