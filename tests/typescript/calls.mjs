// How a call ends, and what it sends: as the client in Rust, of whose sorting of answers `fake` goes through each case.

import { check, client, equal, error, isExact, isNode, load, thrown, value } from "./client.mjs";

const rows = await load("each-row");
const { unwrap, CallFailure, effects } = await load("core");
const { key, mutationOptions, queryOptions, refreshes } = await load("query");

const json = (body, status = 200, headers = {}) => new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
const problem = (body, status, headers = {}) => json(JSON.stringify(body), status, { "content-type": "application/problem+json", ...headers });
const skewed = { "trifold-fingerprint": "x" };

/** A client whose requests are answered by these, one after the other, and noted. */
const fake = (...answers) => {
  const sent = [];
  const fetch = async (request) => {
    sent.push(request);
    request.signal.throwIfAborted();
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return answer.clone();
  };
  return { base: client.base, fetch, sent, retries: 0 };
};

await check("errors of the method", async () => {
  if (isExact) {
    const { error: found } = await rows.fail(client, 404);
    equal([found.kind, found.error.code, found.error.id, found.error.since, found.error.detail], ["api", "not_found", 2n ** 64n - 1n, null, `${2n ** 64n - 1n} not found`]);
    equal((await rows.fail(client, 422)).error.error[1], 2n ** 64n - 1n);
  }
  equal((await rows.fail(client, 409)).error.error.code, "full");
  const { error: hidden } = await rows.fail(client, 500);
  equal([hidden.kind, hidden.error.code, "0" in hidden.error, JSON.stringify(hidden).includes("secret")], ["api", "storage", false, false]);
});

await check("rules that the server holds", async () => {
  const outcome = await rows.absent(client, { done: true, wanted: null, old: false });
  equal([outcome.error.kind, outcome.error.errors[0].pointer], ["invalid", "/absent/wanted"]);
  const numbers = { small: 1, real: 1, long: 1n, longer: 1n, bounded: 1e12 + 1, all: [], by_name: {}, pair: [1n, ""] };
  equal((await rows.numbers(client, numbers)).error.errors, [{ pointer: "/numbers/bounded", code: "range", message: "must be at most 1000000000000" }]);
});

await check("a call with a file is refused as any other", async () => {
  const outcome = await rows.attach(client, 1n, { x: 1n }, new Blob(["abc"]));
  equal([outcome.error.kind, outcome.error.errors[0].pointer, outcome.error.errors[0].code], ["invalid", "/about/y", "missing"]);
});

await check("answers are sorted", async () => {
  const own = { type: "/problems/RowError/not_found", title: "Not found", status: 404, code: "not_found", id: 7 };
  const table = [
    [json("null"), { ok: true, value: null }],
    [new Response(null, { status: 204 }), { ok: true, value: null }],
    [json("{"), "decode"],
    [json("7"), "decode"],
    [json("7", 200, skewed), "stale"],
    [problem(own, 404), "api"],
    // Another status does not tell another error.
    [problem(own, 410), "api"],
    [problem({ ...own, id: "7" }, 404), "problem"],
    [problem({ ...own, id: "7" }, 404, skewed), "stale"],
    [problem({ ...own, type: "/problems/not_found" }, 404), "problem"],
    [problem({ ...own, type: "about:blank" }, 404), "problem"],
    [problem({ ...own, code: "constructor", type: "/problems/RowError/constructor" }, 404), "problem"],
    [problem({ errors: [] }, 422), "invalid"],
    [problem({ errors: "none" }, 422), "problem"],
    [problem({ type: "/problems/stale-action" }, 409), "stale"],
    [problem({}, 401), "denied"],
    [problem({ code: "x", type: "/problems/X/x" }, 403), "denied"],
    [json("<html>", 403, { "content-type": "text/html" }), "denied"],
    [json("<html>", 502, { "content-type": "text/html" }), "problem"],
    [json("", 504), "timeout"],
    [problem({ type: "/problems/timeout" }, 503), "timeout"],
    [problem({ type: "/problems/overloaded" }, 503), "problem"],
    [json("{", 500, { "content-type": "application/problem+json" }), "decode"],
    [json("[]", 500, { "content-type": "application/problem+json" }), "problem"],
    // A redirect, which is not followed: as Node has it, and as a browser hides it.
    [new Response(null, { status: 302, headers: { location: "/" } }), "problem"],
    [Response.error(), "problem"],
    [new TypeError("fetch failed"), "transport"],
  ];
  for (const [answer, expected] of table) {
    const outcome = await rows.fail(fake(answer));
    equal(typeof expected === "string" ? outcome.error?.kind : outcome, expected, `${answer.status} ${await answer.text?.()}`);
  }
  const { error: blank } = await rows.fail(fake(json("", 418, { "content-type": "text/html" })));
  equal(blank, { kind: "problem", problem: { type: "about:blank", title: "HTTP status 418", status: 418 }, retryAfter: undefined });
  equal((await rows.fail(fake(problem({}, 429, { "retry-after": "7" })))).error.retryAfter, 7);
});

await check("values of another form are none", async () => {
  const table = [
    ["change", ["7", "null"], ['"7"', "0.5", "true", "{}", "[]", "-1e300"]],
    ["delete", ["true"], ["null", "1", '"true"']],
    ["bytes", ['"AAE="'], ["7", '"*"']],
    ["pages", ['{"items":[]}', '{"items":[],"next":"x"}'], ["{}", "[]", '{"items":{}}', '{"items":[{"id":1}]}', '{"items":[],"next":7}']],
    ["flat", ['[[],{"id":1}]'], ["[[]]", '[[],{"id":1},1]', '[[],{"id":1,"x":1}]', '[[{"title":"t","id":1,"owner":null,"type":"other"}],{"id":1}]']],
    ["enums", [], ['{"color":"blue","external":[],"internal":[],"adjacent":[],"untagged":[],"by_color":{}}']],
  ];
  for (const [method, good, bad] of table) {
    for (const body of good) equal((await rows[method](fake(json(body)))).ok, true, `${method} ${body}`);
    for (const body of bad) error(await rows[method](fake(json(body))), { kind: "decode", status: 200 });
  }
});

await check("what a build left out is as its default, and an option is null", async () => {
  const body = '{"isDone":true,"only_written":false,"wanted":1,"old":false}';
  value(await rows.absent(fake(json(body)), {}), { maybe: null, tags: [], limit: 10n, isDone: true, only_written: false, wanted: 1, old: false });
});

await check("the bytes of a call", async () => {
  const to = fake(json("true"));
  const given = { "x-a": "1", Accept: "x", "X-B": "1" };
  await rows.delete({ ...to, base: "https://a.example", headers: given }, 7n, null, false, { headers: { "x-b": "2", Accept: "y" }, key: "k" });
  const [{ url, method, redirect, headers }] = to.sent;
  equal([url, method, redirect, await to.sent[0].text()], [`https://a.example/_action/${rows.delete.id}`, "POST", "manual", "[7,null,false]"]);
  const { "trifold-fingerprint": fingerprint, ...others } = Object.fromEntries(headers);
  equal(fingerprint.length, 22);
  equal(others, { "x-a": "1", "x-b": "2", accept: "y", "content-type": "application/json" });
  const form = fake(json('""'));
  await rows.attach(form, 7n, { x: 1n, y: 2n }, new File(["PNG"], "a\"b.png", { type: "image/png" }));
  const boundary = form.sent[0].headers.get("content-type").split("boundary=")[1];
  equal(
    await form.sent[0].text(),
    `--${boundary}\r\ncontent-disposition: form-data; name="id"\r\ncontent-type: application/json\r\n\r\n7\r\n` +
      `--${boundary}\r\ncontent-disposition: form-data; name="about"\r\ncontent-type: application/json\r\n\r\n{"x":1,"y":2}\r\n` +
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a%22b.png"\r\ncontent-type: image/png\r\n\r\nPNG\r\n--${boundary}--\r\n`,
  );
});

await check("keys", async () => {
  const first = await rows.once(client, { key: "one" });
  value(await rows.once(client, { key: "one" }), first.value);
  equal((await rows.once(client)).value === (await rows.once(client)).value, false);
  const to = fake(json("1"));
  await rows.once(to);
  await rows.once(to);
  const [one, two] = to.sent.map(({ headers }) => headers.get("idempotency-key"));
  equal([/^"[0-9a-f]{32}"$/.test(one), one === two], [true, false]);
  await rows.delete(to, 1n, null, true);
  equal(to.sent[2].headers.has("idempotency-key"), false);
  for (const bad of ["", "a b", 'a"', "a\\", "a,b", "a;b", "ä", "x".repeat(256)]) {
    equal((await rows.once(client, { key: bad })).error.kind, "invalid", JSON.stringify(bad));
  }
});

await check("ends of a call", async () => {
  error(await rows.wait(client, 60, { timeout: 50 }), { kind: "timeout" });
  error(await rows.wait({ ...client, timeout: 50 }, 60), { kind: "timeout" });
  const controller = new AbortController();
  const waiting = rows.wait(client, 60, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  error(await waiting, { kind: "cancelled" });
  error(await rows.wait(client, 60, { signal: AbortSignal.abort() }), { kind: "cancelled" });
  const navigator = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { onLine: false }, configurable: true });
  error(await rows.fail(fake(new TypeError("fetch failed"))), { kind: "offline" });
  delete globalThis.navigator;
  if (navigator) Object.defineProperty(globalThis, "navigator", navigator);
});

if (isNode) {
  await check("a client names its server where there is no page", async () => {
    const error = await thrown(rows.wait({}, 0));
    equal([error instanceof TypeError, error.message], [true, `Failed to parse URL from /_action/${rows.wait.id}`]);
  });
  await check("a caller of another site", async () => {
    equal((await rows.fail({ base: client.base, headers: { "sec-fetch-site": "cross-site" } })).error.kind, "denied");
  });
}

await check("a read is sent again, a write is not", async () => {
  const failing = () => ({ ...fake(new TypeError("fetch failed"), problem({}, 503, { "retry-after": "0.01" }), json("null")), retries: 2 });
  const read = failing();
  value(await rows.wait(read, 0), null);
  equal(read.sent.length, 3);
  const write = failing();
  error(await rows.fail(write), { kind: "transport" });
  equal(write.sent.length, 1);
  const once = failing();
  error(await rows.wait(once, 0, { retries: 1 }), { kind: "problem" });
  equal(once.sent.length, 2);
  for (const answer of [problem({}, 503, { "retry-after": "60" }), problem({}, 500), problem({}, 404), json("{"), Response.error()]) {
    const to = { ...fake(answer), retries: 2 };
    await rows.wait(to, 0);
    equal(to.sent.length, 1, String(answer.status));
  }
  const controller = new AbortController();
  const to = { ...fake(problem({}, 503, { "retry-after": "5" })), retries: 2 };
  setTimeout(() => controller.abort(), 20);
  error(await rows.wait(to, 0, { signal: controller.signal }), { kind: "cancelled" });
  equal(to.sent.length, 2);
});

await check("effects", async () => {
  const heard = [];
  const hearing = { ...client, onResponse: (response) => heard.push(effects(response)) };
  value(await rows.go(hearing, "/todos/7"), 1);
  await rows.fail(hearing);
  equal(heard, [{ redirect: "/todos/7", invalidated: null }, { redirect: null, invalidated: null }]);
  let seen = 0;
  const counting = { ...fake(new Response("PNG", { headers: { "content-type": "image/png" } })), onResponse: () => (seen += 1) };
  equal([await (await rows.file(counting, "a.png")).value.text(), seen], ["PNG", 1], "a download is heard of too, and may still be read");
});

await check("what the page got wrong is thrown, and not sent again", async () => {
  let seen = 0;
  const failing = { ...client, onResponse: () => { seen += 1; throw Error("of the page"); } };
  equal([(await thrown(rows.wait(failing, 0))).message, seen], ["of the page", 1]);
  for (const [given, options] of [[{ headers: { "x-a": "a\nb" } }], [{}, { headers: { "x a": "" } }], [{}, { key: "\n" }], [{ base: "http://[" }], [{ base: "http://me:secret@localhost" }]]) {
    for (const call of [rows.once({ ...client, ...given }, options), queryOptions(rows.wait, { ...client, ...given, headers: { "x-a": "a\nb" } }, 0).queryFn({})]) {
      equal((await thrown(call)) instanceof TypeError, true, JSON.stringify([given, options]));
    }
  }
  const to = fake(json("null"));
  equal([(await thrown(rows.wait(to, NaN))).message, to.sent.length], ["unexpected value", 0]);
  equal(queryOptions(rows.wait, client, 0).retry(0, TypeError()), false);
});

await check("an outcome is unwrapped", async () => {
  equal(unwrap(await rows.fail(client)), null);
  const failure = await rows.fail(client, 409).then(unwrap).catch((failure) => failure);
  equal([failure instanceof CallFailure, failure instanceof Error, failure.error.error.code, failure.message], [true, true, "full", "full"]);
  equal(new CallFailure({ kind: "stale" }).message, "stale");
});

await check("options of TanStack Query", async () => {
  equal(key(rows.flat), [rows.flat.id]);
  equal(key(rows.pages, 7n, 2), [rows.pages.id, "7n", 2]);
  const query = queryOptions(rows.pages, client, null, 1);
  equal(query.queryKey, [rows.pages.id, null, 1]);
  equal((await query.queryFn({ signal: new AbortController().signal })).items, [{ id: 0n, children: [] }]);
  const ended = await query.queryFn({ signal: AbortSignal.abort() }).catch((failure) => failure);
  equal([ended.error.kind, query.retry(0, ended)], ["cancelled", false]);
  const lost = new CallFailure({ kind: "transport", message: "" });
  equal([0, 1, 2, 3].map((count) => query.retry(count, lost)), [true, true, true, false]);
  equal(await mutationOptions(rows.fail, client).mutationFn(null), null);
  equal(await mutationOptions(rows.change, client).mutationFn({ due: 7n }), 7n);
  equal(await mutationOptions(rows.late, client).mutationFn(), null);
  equal(await mutationOptions(rows.delete, client).mutationFn([1n, null, true]), false);
});

await check("a mutation invalidates what its method makes stale", async () => {
  equal(refreshes(rows.again, ["note", 1, 7]), [[rows.numbers.id], [rows.wait.id, 1], [rows.pages.id]]);
  equal(refreshes(rows.again, ["note"]), [[rows.numbers.id], [rows.wait.id], [rows.pages.id]], "an argument that is left out leaves out those behind it");
  equal(refreshes(rows.late), []);
  const invalidated = [];
  const queries = { invalidateQueries: async ({ queryKey }) => invalidated.push(queryKey) };
  await mutationOptions(rows.again, client).onSettled(null, null, ["note", 1, 7], undefined, { client: queries });
  equal(invalidated, refreshes(rows.again, ["note", 1, 7]));
});
