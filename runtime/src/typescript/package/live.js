// Streams of a Trifold server's actions. Written by trifold::typescript. Edits are lost.
//
// The bytes are those of the Rust client: docs/PROTOCOL.md of Trifold. A page without a stream has nothing of this.

import { FINGERPRINT, failed, json, parse, request, sort, unknown } from "./core.js";

// The longest event in characters, the longest silence, the longest time that a page is hidden, and the pauses between connections.
const LONGEST = 2 ** 24;
const SILENCE = 45e3;
const HIDDEN = 30e3;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10e3;
const LONGEST_ASKED = 3600;

// Events: HTML, section 9.2.6, but for `retry`

export const parser = (lastId = "") => {
  // Engines differ in how many byte order marks they take off where pieces come.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let [rest, kind, data, id, afterReturn, isFirst] = ["", "", "", lastId, false, true];
  return {
    lastId: () => lastId,
    *feed(bytes) {
      let text = decoder.decode(bytes, { stream: true });
      if (!text) return;
      if (afterReturn && text[0] == "\n") text = text.slice(1);
      afterReturn = /\r$/.test(text);
      const lines = /[\r\n]/.test(text) ? (rest + text).split(/\r\n|[\r\n]/) : [rest + text];
      rest = lines.pop();
      for (let line of lines) {
        if (isFirst) line = line.replace(/^\ufeff/, "");
        isFirst = false;
        const [, name, value = ""] = /^([^:]*)(?:: ?([^]*))?$/.exec(line);
        if (!line) {
          lastId = id;
          const event = { kind, data: data.slice(0, -1) };
          const isThere = data;
          kind = data = "";
          if (isThere) yield event;
        } else if (name == "data") data += value + "\n";
        else if (name == "event") kind = value;
        else if (name == "id" && !value.includes("\0")) id = value;
        if (data.length > LONGEST) break;
      }
      if (rest.length + data.length > LONGEST) throw RangeError("an event is too long");
    },
  };
};

// A header has a byte in each character. What no header carries is no place to go on from.
const carried = (id) => {
  const bytes = new TextEncoder().encode(id);
  return bytes.length <= 256 && /^[^\0-\x1f\x7f-\x9f]+$/.test(id) && !/^ | $/.test(id) && String.fromCharCode(...bytes);
};

// The page

const page = () => globalThis.document;
const isAway = () => page()?.hidden || globalThis.navigator?.onLine == false;
const hear = (target, names, listener, signal) => names.forEach((name) => target?.addEventListener?.(name, listener, { signal }));

/** Waits until the page is seen and online, or the stream is ended. */
const seen = async (signal) => {
  while (isAway() && !signal?.aborted) {
    const heard = new AbortController();
    await new Promise((wake) => {
      hear(page(), ["visibilitychange"], wake, heard.signal);
      hear(globalThis, ["pageshow", "online"], wake, heard.signal);
      hear(signal, ["abort"], wake, heard.signal);
    });
    heard.abort();
  }
};

const pause = (time, signal) =>
  new Promise((wake) => {
    const heard = new AbortController();
    const end = () => {
      clearTimeout(clock);
      heard.abort();
      wake();
    };
    const clock = setTimeout(end, time);
    hear(signal, ["abort"], end, heard.signal);
    hear(globalThis, ["online"], end, heard.signal);
  });

// Streams

/** One connection: it ends when it is aborted, when its clock strikes, and when the page leaves. */
const connection = (signal) => {
  const [ended, self] = [new AbortController(), { isLeft: false }];
  let hidden;
  const leave = () => {
    self.isLeft = true;
    ended.abort();
  };
  const look = () => {
    clearTimeout(hidden);
    if (page().hidden) hidden = setTimeout(leave, HIDDEN);
  };
  hear(signal, ["abort"], () => ended.abort(), ended.signal);
  hear(globalThis, ["pagehide", "offline"], leave, ended.signal);
  hear(page(), ["visibilitychange"], look, ended.signal);
  self.signal = ended.signal;
  const over = new Promise((wake) => hear(ended.signal, ["abort"], () => wake()));
  // A function of the page's that was told of the connection may have ended the stream.
  if (signal?.aborted) ended.abort();
  // What the network gives in this time; nothing, where the connection breaks off.
  self.within = async (time, promise) => {
    const clock = setTimeout(() => ended.abort(), time);
    const given = await Promise.race([promise.catch(() => {}), over]);
    clearTimeout(clock);
    return given;
  };
  self.close = () => {
    clearTimeout(hidden);
    ended.abort();
  };
  return self;
};

const problem = (data, isSkewed, error) => {
  const headers = new Headers({ "content-type": "application/problem+json", ...(isSkewed && { [FINGERPRINT]: "" }) });
  let status = 500;
  try {
    status = JSON.parse(data).status ?? status;
  } catch {}
  return sort({ ok: false, status, headers }, data, unknown, error);
};

/** What an open connection says: items, the last of them, or that it is there. */
const said = async function* (response, connection, events, value, error) {
  const isSkewed = response.headers.has(FINGERPRINT);
  const unreadable = ({ message }) => ({ item: failed(isSkewed ? "stale" : "decode", { status: 200, message }), isLast: true });
  const frame = ({ kind, data }) => {
    if (kind == "end") return { isLast: true };
    if (kind == "problem") return { item: problem(data, isSkewed, error), isLast: true };
    // A server may say more one day.
    if (kind && kind != "message") return {};
    try {
      return { item: { ok: true, value: value(parse(data)) } };
    } catch (fault) {
      return unreadable(fault);
    }
  };
  const reader = response.body.getReader();
  for (let pieces = 0; ; pieces++) {
    const { value: piece } = (await connection.within(SILENCE, reader.read())) ?? {};
    if (!piece) return;
    // The first piece is the opening frame.
    if (pieces) yield {};
    try {
      for (const event of events.feed(piece)) yield frame(event);
    } catch (fault) {
      yield unreadable(fault);
    }
  }
};

const ACCEPT = "text/event-stream, application/problem+json";

const isStream = (response) => response?.status == 200 && /^text\/event-stream\s*(;|$)/i.test(response.headers.get("content-type"));

// What the page's own functions throw, and what it gave that cannot be sent, ends the stream: only what `within` waits for is tried again.
export const stream = (id, strict, arity, value, error, _refreshes, encode = json) => {
  const call = async function* (client, ...rest) {
    const { signal, timeout = client.timeout ?? 30e3, headers, onConnection } = rest[arity] ?? {};
    let [lastId, attempts, told] = ["", 0];
    const tell = (state) => told != state && onConnection?.((told = state));
    try {
      const body = await encode([...rest, ...Array(arity)].slice(0, arity));
      while (!signal?.aborted) {
        tell("connecting");
        const now = connection(signal);
        let asked = 0;
        try {
          const all = { ...headers, accept: ACCEPT, ...(carried(lastId) && { "last-event-id": carried(lastId) }) };
          const sent = request(client, id, strict, body, all, now.signal);
          const response = await now.within(timeout, (async () => (client.fetch ?? fetch)(sent))());
          if (response) client.onResponse?.(response);
          if (response?.status == 204) return;
          if (isStream(response)) {
            tell("open");
            const events = parser(lastId);
            for await (const { item, isLast } of said(response, now, events, value, error)) {
              [attempts, lastId] = [0, events.lastId()];
              if (item) yield item;
              if (isLast || signal?.aborted) return;
            }
          } else if (response) {
            const { ok, status, headers } = response;
            if (status == 429 || status >= 500) asked = Math.min(Math.max(+headers.get("retry-after") || 0, 0), LONGEST_ASKED);
            else {
              // What is no refusal has nothing to say.
              const text = status < 400 ? "" : await now.within(timeout, response.text());
              if (!ok && text != null) return yield sort(response, text, unknown, error);
              if (!signal?.aborted && !now.isLeft) return yield failed(ok ? "decode" : "transport", { status, message: "not a stream of events" });
            }
          }
        } finally {
          now.close();
        }
        tell("connecting");
        const wait = Math.min(FIRST_PAUSE * 2 ** attempts++, LONGEST_PAUSE) * (0.8 + Math.random() * 0.4);
        await (now.isLeft ? seen(signal) : pause(wait + asked * 1000, signal));
      }
    } finally {
      tell("closed");
    }
  };
  return Object.assign(call, { id, arity });
};
