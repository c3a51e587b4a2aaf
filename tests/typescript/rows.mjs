// Each kind of value goes and comes back.

import { check, client, equal, error, isExact, load, thrown, value } from "./client.mjs";

const rows = await load("each-row");
const LONG = 2n ** 64n - 1n;
const big = isExact ? LONG : 2n ** 53n - 1n;

const numbers = (long) => ({
  small: -7, real: 0.1, long, longer: -long, bounded: 1_000_000_000_000, all: [1n, long], by_name: { a: -1n }, maybe: null, pair: [long, "x"],
});

await check("numbers", async () => {
  value(await rows.numbers(client, numbers(big)), numbers(big));
  value(await rows.numbers(client, { ...numbers(7n), maybe: big }), { ...numbers(7n), maybe: big });
  const { maybe, ...without } = numbers(1n);
  value(await rows.numbers(client, without), numbers(1n));
});

await check("a number that this engine cannot write is not sent, and one that it cannot read is no value", async () => {
  const sent = rows.numbers(client, numbers(LONG));
  if (isExact) return value(await sent, numbers(LONG));
  equal((await thrown(sent)).message, "unexpected value");
  error(await rows.change(client, {}), { kind: "decode", status: 200 });
  error(await rows.fail(client, 404), { kind: "problem" });
});

await check("what is no JSON is not sent", async () => {
  for (const real of [NaN, Infinity, -Infinity]) {
    equal((await thrown(rows.numbers(client, { ...numbers(1n), real }))).message, "unexpected value");
  }
});

await check("texts", async () => {
  const texts = {
    plain: "\0\u2028\"ä😀", letter: "😀", at: "2026-11-30T12:30:00Z", day: "2026-11-30", id: "67e55044-10b1-426f-9247-bb680e5fe0c8",
    url: "https://todo.example/", price: "12.50", moment: "2026-11-30T12:30:00Z",
  };
  value(await rows.texts(client, texts), texts);
});

await check("what may be absent", async () => {
  const written = (more) => ({ maybe: null, tags: [], limit: 10n, isDone: true, only_written: false, wanted: 1, old: false, ...more });
  value(await rows.absent(client, { done: true, wanted: 1, old: false }), written());
  const sent = { maybe: "m", tags: ["t"], limit: 11n, note: "n", marks: [1n], done: false, wanted: 2, old: true };
  const { done, ...same } = sent;
  value(await rows.absent(client, sent), written({ ...same, isDone: done }));
});

await check("an update", async () => {
  value(await rows.change(client, { due: null }), null);
  value(await rows.change(client, { due: 7n }), 7n);
  if (isExact) value(await rows.change(client, {}), LONG);
});

await check("enums", async () => {
  const enums = {
    color: "dark_blue",
    external: ["Nothing", { Rgb: [1, 2, 3] }, { Named: { name: "n", weight: big } }, { One: big }],
    internal: [{ type: "circle", radius: 0.5 }, { type: "square", side: big }, { type: "point", x: 1n, y: -2n }, { type: "nothing" }],
    adjacent: [{ t: "Text", c: "x" }, { t: "Count", c: big }, { t: "Both", c: ["x", 1n] }, { t: "Nothing" }],
    untagged: [big, "x", { x: 1n, y: 2n }],
    by_color: { red: 1n, dark_blue: 2n },
  };
  value(await rows.enums(client, enums), enums);
});

await check("generics and recursion", async () => {
  const tree = { id: 1n, children: [{ id: big, children: [] }] };
  value(await rows.batch(client, { items: [tree], next: { items: [], next: null } }), { items: [tree], next: { items: [], next: null } });
});

await check("flattened members", async () => {
  const flat = [
    { title: "t", id: big, owner: null, width: 1, height: big, type: "square", side: 4n },
    { title: "u", id: 2n, owner: "o", type: "point", x: 1n, y: 2n },
  ];
  const open = { id: big, a: "1", b: "2" };
  value(await rows.flat(client, flat, open), [flat, open]);
});

await check("types of others", async () => {
  const any = { a: [1, null, "x", true, 0.5] };
  const foreign = { theirs: { count: big, kind: "Big" }, any, told_by_nobody: "ff" };
  value(await rows.foreign(client, foreign), foreign);
});

await check("pages", async () => {
  const page = await rows.pages(client, null, 2);
  value(page, { items: [{ id: 0n, children: [] }, { id: 1n, children: [] }], next: "Mg" });
});

await check("files to send", async () => {
  const file = new File(["12345"], 'c"at.png', { type: "image/png" });
  value(await rows.attach(client, big, { x: 1n, y: 2n }, file), `${big} 1/2 c%22at.png image/png 5`);
  value(await rows.attach(client, 1n, { x: 1n, y: 2n }, new Blob(["abc"])), "1 1/2 file application/octet-stream 3");
  value(await rows.maybeAttach(client, file), "c%22at.png image/png 5");
  for (const none of [null, undefined]) value(await rows.maybeAttach(client, none), null);
  const long = new Blob([new Uint8Array(900_000)]);
  value(await rows.attach(client, 1n, { x: 1n, y: 2n }, long), "1 1/2 file application/octet-stream 900000");
});

await check("files that come", async () => {
  const outcome = await rows.file(client, "a.png");
  equal(outcome.value.headers.get("content-type"), "image/png");
  equal(new Uint8Array(await outcome.value.arrayBuffer()), new Uint8Array([0, 255, ...new TextEncoder().encode("bytes")]));
  error(await rows.file(client, ""), { kind: "api" });
});

await check("bytes", async () => {
  const outcome = await rows.bytes(client, new Blob([new Uint8Array([0, 1, 255])]));
  equal(new Uint8Array(await outcome.value.arrayBuffer()), new Uint8Array([255, 1, 0]));
  const long = await rows.bytes(client, new Blob([new Uint8Array(300_000)]));
  equal(long.value.size, 300_000);
});

await check("names that are words of JavaScript, and arguments that may be left out", async () => {
  value(await rows.delete(client, isExact ? LONG : 1n, "new", true), isExact);
  value(await rows.delete(client, 1n, undefined, true), false);
  value(await rows.fail(client), null);
});
