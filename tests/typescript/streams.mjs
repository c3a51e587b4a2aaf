// Streams: what is read of each text, as the parser in Rust reads it; and what comes over connections that break off.

import cases from "../../runtime/src/stream/cases.json" with { type: "json" };
import { check, client, equal, error, isExact, isNode, load, thrown } from "./client.mjs";

const { parser } = await load("live");
const { watch, latest } = await load("feeds");

const bytes = (text) => new TextEncoder().encode(text);

const read = (...pieces) => {
  const [events, said] = [parser(), []];
  for (const piece of pieces) for (const { kind, data } of events.feed(piece)) said.push(`${kind}/${data}`);
  return [said, events.lastId()];
};

await check("streams are read as HTML says, wherever a piece ends", () => {
  equal(cases.length > 20, true);
  for (const [text, ...expected] of cases) {
    const all = bytes(text);
    for (let at = 0; at <= all.length; at++) equal(read(all.slice(0, at), bytes(""), all.slice(at)), expected);
    equal(read(...[...all].map((byte) => Uint8Array.of(byte))), expected);
  }
  equal(read(Uint8Array.of(...bytes("data: a"), 0xff, 0xc3), bytes("\n\n"))[0], ["/a\ufffd\ufffd"]);
});

await check("an event is given with its last byte, and has an end", () => {
  const events = parser("7");
  equal([...events.feed(bytes("data: x\r\n\r"))], [{ kind: "", data: "x" }]);
  equal([[...events.feed(bytes("\ndata: y\n\n"))], events.lastId()], [[{ kind: "", data: "y" }], "7"]);
  for (const endless of ["x".repeat(65536), `data: ${"x".repeat(65536)}\n`]) {
    const [events, piece] = [parser(), bytes(endless)];
    let said;
    try {
      for (let n = 0; n < 400; n++) for (const _ of events.feed(piece));
    } catch ({ message }) {
      said = message;
    }
    equal(said, "an event is too long");
  }
});

/** The items of a stream, of which no more than so many are waited for. */
const take = async (stream, most = Infinity) => {
  const items = [];
  for await (const item of stream) {
    items.push(item);
    if (items.length >= most) break;
  }
  return items;
};

const numbers = (items) => items.map((item) => Number(item.value?.number));
const upTo = (most) => Array.from({ length: most }, (_, n) => n + 1);

await check("a stream is read to its end", async () => {
  const heard = [];
  const items = await take(watch(client, "three", { onConnection: (state) => heard.push(state) }));
  equal(items[0], { ok: true, value: { number: 1n, text: "line\nbreak 1" } });
  equal([numbers(items), heard], [upTo(3), ["connecting", "open", "closed"]]);
  equal(numbers(await take(latest(client, 4n))), upTo(4));
  equal(await take(watch(client, "finished")), []);
});

await check("what ends a stream is its last item", async () => {
  const [one, two, broke, ...rest] = await take(watch(client, "broken"));
  equal([one.ok, two.ok, rest], [true, true, []]);
  equal([broke.error.kind, broke.error.error.code, broke.error.error.at], ["api", "broke", 3n]);
  const [missing, ...none] = await take(watch(client, "missing"));
  equal([missing.error.kind, missing.error.error.name, none], ["api", "missing", []]);
  error((await take(watch(client, "panics"))).at(-1), { kind: "problem" });
});

/** A client whose connections are cut after so many bytes of their bodies. */
const cutting = (...cuts) => ({
  ...client,
  fetch: async (request) => {
    let left = cuts.shift() ?? Infinity;
    if (left < 0) throw TypeError("fetch failed");
    const response = await fetch(request);
    const cut = new TransformStream({
      transform(piece, controller) {
        controller.enqueue(piece.slice(0, left));
        left -= piece.length;
        if (left <= 0) controller.error(TypeError("cut"));
      },
    });
    return new Response(response.body.pipeThrough(cut), response);
  },
});

await check("each event comes once wherever a connection is cut", async () => {
  const runs = Array.from({ length: 60 }, (_, at) => take(watch(cutting(0, -1, 20 + at, 150 + at * 3), "slow"), 20));
  for (const items of await Promise.all(runs)) equal(numbers(items), upTo(20));
});

const problem = (status, body = {}, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json", ...headers } });
const events = (text, headers = {}) => new Response(text, { headers: { "content-type": "text/event-stream", ...headers } });

/** A client whose connections are answered by these, one after the other, and noted. */
const fake = (...answers) => {
  const sent = [];
  const fetch = async (request) => {
    sent.push(request);
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw TypeError("fetch failed");
  };
  return { base: client.base, fetch, sent };
};

await check("a server that is away is asked again, and one that refuses is not", async () => {
  const end = "event: end\ndata:\n\n";
  const away = fake(undefined, problem(503, {}, { "retry-after": "0" }), problem(429), events(`id: a\ndata: {"number":1,"text":""}\n\n`), events(end));
  equal(numbers(await take(watch(away, "x"))), [1]);
  equal(away.sent.map(({ headers }) => headers.get("last-event-id")), [null, null, null, null, "a"]);
  equal(away.sent.map(({ signal }) => signal.aborted), Array(5).fill(true));
  for (const [answer, kind] of [
    [problem(409, { type: "/problems/stale-action" }), "stale"],
    [problem(401), "denied"],
    [problem(422, { errors: [] }), "invalid"],
    [new Response("{}"), "decode"],
    [events("data: 7\n\n"), "decode"],
    [events("data: 7\n\n", { "trifold-fingerprint": "x" }), "stale"],
    [events("data: {\n\n"), "decode"],
    [events(`event: problem\ndata: {"type":"/problems/timeout","status":503}\n\n`), "timeout"],
    [events("event: problem\ndata: {\n\n"), "decode"],
  ]) {
    const refusing = fake(answer);
    const [item, ...rest] = await take(watch(refusing, "x"));
    equal([item.error.kind, rest, refusing.sent.length], [kind, [], 1]);
  }
  // A kind that is not known is none: a server may say more one day.
  equal(await take(watch(fake(events(`event: news\ndata: 7\n\n${end}`)), "x")), []);
});

await check("what the page got wrong ends the stream, and is not tried again", async () => {
  const own = () => { throw Error("of the page"); };
  const end = events("event: end\ndata:\n\n");
  for (const [given, options] of [
    [{ onResponse: own }],
    [{}, { onConnection: own }],
    [{}, { onConnection: (state) => state === "open" && own() }],
    [{}, { onConnection: (state) => state === "closed" && own() }],
  ]) {
    const to = fake(end.clone());
    equal((await thrown(take(watch({ ...to, ...given }, "x", options)))).message, "of the page");
    equal(to.sent.length < 2 && to.sent.every(({ signal }) => signal.aborted), true, "nothing stays open");
  }
  for (const [given, options] of [[{ headers: { "x-a": "a\nb" } }], [{}, { headers: { "x a": "" } }], [{ base: "http://[" }], [{ base: "http://me:secret@localhost" }]]) {
    equal((await thrown(take(watch({ ...client, ...given }, "three", options)))) instanceof TypeError, true);
  }
  if (isNode) equal((await thrown(take(watch({}, "three")))) instanceof TypeError, true, "there is no page");
  equal((await thrown(take(latest(fake(end), NaN)))).message, "unexpected value");
});

await check("an id that no header carries is not handed back", async () => {
  for (const [id, sent] of [["7", "7"], ["x".repeat(256), "x".repeat(256)], ["x".repeat(257), null], ["a\tb", null], [" 7", null], ["ä", "\u00c3\u00a4"]]) {
    const asked = fake(events(`id: ${id}\ndata: {"number":1,"text":""}\n\n`), events("event: end\ndata:\n\n"));
    await take(watch(asked, "x"));
    equal(asked.sent[1].headers.get("last-event-id"), sent);
  }
});

await check("a stream is ended by its signal, also while it waits", async () => {
  const controller = new AbortController();
  const stream = watch(client, "silent", { signal: controller.signal });
  setTimeout(() => controller.abort(), 100);
  equal(await take(stream), []);
  const waiting = new AbortController();
  const away = fake();
  setTimeout(() => waiting.abort(), 100);
  equal([await take(watch(away, "x", { signal: waiting.signal })), away.sent.length], [[], 1]);
  equal(await take(watch(client, "three", { signal: AbortSignal.abort() })), []);
});

if (isExact) {
  await check("whole numbers of any length arrive", async () => {
    const asked = fake(events(`data: {"number":9007199254740993,"text":""}\n\nevent: end\ndata:\n\n`));
    equal((await take(watch(asked, "x")))[0].value.number, 9007199254740993n);
  });
}
