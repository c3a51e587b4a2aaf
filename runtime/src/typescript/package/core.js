// Calls of a Trifold server's actions. Written by trifold::typescript. Edits are lost.
//
// The bytes of a call are those of the Rust client: docs/PROTOCOL.md of Trifold. Each byte here is in the bundle of each page, so what few
// pages need stands in a function of its own, which a bundler drops.

// Outcomes

export const failed = (kind, more) => ({ ok: false, error: { kind, ...more } });

export class CallFailure extends Error {
  constructor(error) {
    super((error.error ?? error.problem ?? error).detail ?? error.kind);
    this.error = error;
  }
}

export const unwrap = (outcome) => {
  if (outcome.ok) return outcome.value;
  throw new CallFailure(outcome.error);
};

export const isTransient = ({ kind, problem }) => kind == "transport" || [429, 502, 503].includes(problem?.status);

// Calls

export const FINGERPRINT = "trifold-fingerprint";

// What the caller got wrong (a header, an address) is thrown here, before the network has a part in it.
export const request = (client, id, strict, body, headers, signal) => {
  const sent = new Request((client.base ?? "") + "/_action/" + id, { method: "POST", redirect: "manual", body, signal, headers: client.headers });
  for (const name in headers) sent.headers.set(name, headers[name]);
  sent.headers.set("content-type", body.type || "application/json");
  sent.headers.set(FINGERPRINT, strict);
  return sent;
};

const method = (tries) => (id, strict, arity, value, error, refreshes, encode = json, more) => {
  const send = async (client, args, { headers, signal, timeout = client.timeout ?? 30000 }) => {
    const limit = AbortSignal.timeout(timeout);
    const sent = request(client, id, strict, await encode(args), headers, AbortSignal.any([signal ?? limit, limit]));
    let response, text;
    try {
      response = await (client.fetch ?? fetch)(sent);
      text = response.ok && value == download ? "" : await response.text();
    } catch ({ message }) {
      return failed(
        signal?.aborted ? "cancelled" : limit.aborted ? "timeout" : globalThis.navigator?.onLine ?? true ? "transport" : "offline",
        { message },
      );
    }
    client.onResponse?.(response);
    return sort(response, text, value, error);
  };
  const call = async (client, ...rest) => {
    const args = [...rest, ...Array(arity)].slice(0, arity);
    const options = { retries: client.retries ?? 2, ...rest[arity], ...more?.(rest[arity]) };
    for (let n = tries; ; n++) {
      const outcome = await send(client, args, options);
      const seconds = outcome.error?.retryAfter ?? Math.random() * 2 ** n;
      if (n >= options.retries || outcome.ok || seconds > 5 || !isTransient(outcome.error)) return outcome;
      await new Promise((wake) => {
        options.signal?.addEventListener("abort", wake);
        setTimeout(wake, seconds * 1000);
      });
    }
  };
  return Object.assign(call, { id, arity, refreshes });
};

export const read = /* @__PURE__ */ method(0);
export const write = /* @__PURE__ */ method(Infinity);

export const sort = (response, text, value, error) => {
  const { ok, status, headers } = response;
  const unless = (kind) => (headers.has(FINGERPRINT) ? "stale" : kind);
  const problem = { status, type: "about:blank", title: "HTTP status " + status };
  try {
    if (ok) return { ok, value: value(parse(text || "null"), response) };
    if (headers.get("content-type")?.startsWith("application/problem+json")) Object.assign(problem, parse(text), { status });
  } catch ({ message }) {
    return failed(unless("decode"), { status, message });
  }
  const { type, code, errors } = problem;
  if (error && Object.hasOwn(error.variants, code) && /^\/problems\/.+\//.test(type)) {
    try {
      return failed("api", { error: error(problem) });
    } catch {
      return failed(unless("problem"), { problem });
    }
  }
  return Array.isArray(errors)
    ? failed("invalid", { errors })
    : type == "/problems/stale-action"
      ? failed("stale")
      : status == 401 || status == 403
        ? failed("denied", { problem })
        : status == 504 || type == "/problems/timeout"
          ? failed("timeout")
          : failed("problem", { problem, retryAfter: +headers.get("retry-after") || undefined });
};

export const effects = ({ headers }) => ({ redirect: headers.get("trifold-redirect"), invalidated: headers.get("trifold-invalidate") });

// JSON, with whole numbers of any length

export const parse = (text) =>
  JSON.parse(
    text,
    /\d{16}/.test(text) &&
      ((_, value, context) => (!Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source) ? BigInt(context.source) : value)),
  );

export const json = (value) =>
  JSON.stringify(value ?? null, (_, value) =>
    typeof value == "bigint"
      ? (JSON.rawJSON?.(value) ?? integer(Number(value)))
      : typeof value == "number" && !isFinite(value)
        ? mismatch()
        : value,
  );

// Keys and other bodies

const random = () => crypto.getRandomValues(new Uint8Array(16)).reduce((text, byte) => text + byte.toString(16).padStart(2, "0"), "");

export const keyed = ({ key = random(), headers } = {}) => ({ headers: { ...headers, "idempotency-key": `"${key}"` } });

export const multipart = (names, place) => (args) => {
  const line = "trifold-" + random();
  const escaped = (name) => name.replace(/"/g, "%22").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
  const part = (i, more, type, content) => [
    `--${line}\r\ncontent-disposition: form-data; name="${names[i]}"${more}\r\ncontent-type: ${type}\r\n\r\n`,
    content,
    "\r\n",
  ];
  const parts = args.flatMap((value, i) => (i == place ? [] : part(i, "", "application/json", json(value))));
  const file = args[place];
  if (file) parts.push(...part(place, `; filename="${escaped(file.name ?? "file")}"`, file.type || "application/octet-stream", file));
  return new Blob([...parts, `--${line}--\r\n`], { type: "multipart/form-data; boundary=" + line });
};

export const base64 = async (args) => {
  const text = async (blob) => btoa(new Uint8Array(await blob.arrayBuffer()).reduce((text, byte) => text + String.fromCharCode(byte), ""));
  return json(await Promise.all(args.map((value) => (value instanceof Blob ? text(value) : value))));
};

export const download = (_, response) => response;

export const blob = (value) => new Blob([Uint8Array.from(atob(string(value)), (c) => c.charCodeAt(0))]);

// Reading values: each gives the value, or throws

const mismatch = () => {
  throw TypeError("unexpected value");
};

const is = (type) => (value) => (typeof value == type ? value : mismatch());

export const unknown = (value) => value;
export const never = mismatch;
export const nothing = (value) => (value == null ? null : mismatch());
export const boolean = /* @__PURE__ */ is("boolean");
export const number = /* @__PURE__ */ is("number");
export const string = /* @__PURE__ */ is("string");
export const integer = (value) => (Number.isSafeInteger(value) ? value : mismatch());
export const bigint = (value) => (typeof value == "bigint" ? value : BigInt(integer(value)));
export const literal = (...texts) => (value) => (texts.includes(value) ? value : mismatch());
export const nullable = (of) => (value) => (value == null ? null : of(value));
export const optional = (of) => (value) => (value === undefined ? value : of(value));
export const or = (absent, of) => (value = absent) => of(value);
export const lazy = (of) => (value) => of()(value);
export const list = (of) => (value) => (Array.isArray(value) ? value.map((item) => of(item)) : mismatch());
export const tuple = (...of) => (value) =>
  Array.isArray(value) && value.length == of.length ? of.map((of, i) => of(value[i])) : mismatch();

const object = (value) => (value && typeof value == "object" && !Array.isArray(value) ? { ...value } : mismatch());

export const record = (members) => (value) => {
  value = object(value);
  for (const name in members) {
    const member = members[name](value[name]);
    if (member !== undefined) value[name] = member;
  }
  return value;
};

export const map = (of) => (value) => Object.fromEntries(Object.entries(object(value)).map(([name, value]) => [name, of(value)]));

export const open = (members, of) => (value) => {
  const known = record(members)(value);
  for (const name in known) if (!Object.hasOwn(members, name)) known[name] = of(known[name]);
  return known;
};

export const all = (...of) => (value) => of.reduce((value, of) => of(value), value);

export const oneOf = (...of) => (value) => {
  for (const one of of) {
    try {
      return one(value);
    } catch {}
  }
  return mismatch();
};

export const tagged = (tag, variants) =>
  Object.assign((value) => (Object.hasOwn(variants, object(value)[tag]) ? variants[value[tag]](value) : mismatch()), { variants });
