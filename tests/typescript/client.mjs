// What the programs share: the package, a client of the server under test, and checks that go on to the next.

import assert from "node:assert/strict";

export const load = (module) => import(`${process.env.CLIENT}/${module}.js`);

export const client = { base: process.env.BASE, headers: { "sec-fetch-site": "same-origin" } };

/** Whether this engine reads and writes whole numbers of any length. */
export const isExact = "rawJSON" in JSON;

export const equal = assert.deepStrictEqual;

export const value = (outcome, expected) => equal(outcome, { ok: true, value: expected });

/** Holds an outcome's error equal to the members that are named. */
export const error = (outcome, expected) => {
  equal(outcome.ok, false, JSON.stringify(outcome));
  equal(Object.fromEntries(Object.keys(expected).map((name) => [name, outcome.error[name]])), expected);
};

/** The error that a promise ends in. */
export const thrown = (promise) => promise.then((given) => equal(given, "an error"), (error) => error);

export const check = async (name, run) => {
  try {
    await run();
  } catch (error) {
    console.error(`${name}: ${error.stack}`);
    process.exitCode = 1;
  }
};
