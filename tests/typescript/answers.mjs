// Answers in the place of a stream: which are asked for again, and which end it. The table is that of the clients in Rust.

import { check, client, equal, load } from "./client.mjs";

const { latest } = await load("feeds");

const read = async (path) => (await fetch(`${client.base}/answers${path}`)).json();

await check("an answer that is no stream ends it, unless it tells of the moment", async () => {
  const [cases, name] = [await read(""), `typescript${Math.random()}`];
  equal(cases.length > 20, true);
  const outcome = async (who) => {
    const items = [];
    for await (const item of latest({ ...client, headers: { ...client.headers, "x-case": who } }, 1n)) items.push(item);
    const [end, asked] = [items.map(({ error }) => error?.kind).join() || "end", await read(`/${who}`)];
    return end == "end" && asked == 3 ? "again" : asked == 2 ? end : `${end}, asked ${asked} times`;
  };
  const outcomes = await Promise.all(cases.map((_, at) => outcome(`${name}-${at}`)));
  cases.forEach(([about, expected], at) => equal(expected.includes(outcomes[at]), true, `${about}: ${outcomes[at]}`));
});
