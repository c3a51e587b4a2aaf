// What the programs share, in Node and in a page: the package, a client of the server under test, and checks that go on to the next.

const { CLIENT, BASE } = globalThis.process?.env ?? { CLIENT: "/client", BASE: location.origin };

/** Whether this is no page. */
export const isNode = "process" in globalThis;

export const load = (module) => import(`${CLIENT}/${module}.js`);

export const client = { base: BASE, headers: { "sec-fetch-site": "same-origin" } };

/** Whether this engine reads and writes whole numbers of any length. */
export const isExact = "rawJSON" in JSON;

const isEqual = (one, other) => {
  if (typeof one != "object" || typeof other != "object" || !one || !other) return Object.is(one, other);
  const [names, others] = [Object.keys(one), Object.keys(other)];
  const isAlike = Object.getPrototypeOf(one) === Object.getPrototypeOf(other) && names.length === others.length;
  return isAlike && names.every((name) => Object.hasOwn(other, name) && isEqual(one[name], other[name]));
};

const shown = (value) => JSON.stringify(value, (_, value) => (typeof value == "bigint" ? `${value}n` : value === undefined ? "undefined" : value));

export const equal = (one, other, about = "") => {
  if (!isEqual(one, other)) throw Error(`${shown(one)} is not ${shown(other)} ${about}`);
};

export const value = (outcome, expected) => equal(outcome, { ok: true, value: expected });

/** Holds an outcome's error equal to the members that are named. */
export const error = (outcome, expected) => {
  equal(outcome.ok, false, shown(outcome));
  equal(Object.fromEntries(Object.keys(expected).map((name) => [name, outcome.error[name]])), expected);
};

/** The error that a promise ends in. */
export const thrown = (promise) => promise.then((given) => equal(given, "an error"), (error) => error);

/** The checks that failed, and how. */
export const failures = [];

export const check = async (name, run) => {
  try {
    await run();
  } catch (error) {
    failures.push(`${name}: ${error.stack}`);
    if (!isNode) return;
    console.error(failures.at(-1));
    process.exitCode = 1;
  }
};
