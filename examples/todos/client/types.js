// Written by trifold::typescript. Edits are lost.

import * as core from "./core.js";

export const AccountError = /* @__PURE__ */ core.tagged("code", { wrong_password: /* @__PURE__ */ core.record({}), storage: /* @__PURE__ */ core.record({}) });
export const Todo = /* @__PURE__ */ core.record({ id: core.bigint, title: core.string, completed: core.boolean, tags: /* @__PURE__ */ core.or([], /* @__PURE__ */ core.list(core.string)), due: /* @__PURE__ */ core.nullable(core.bigint), has_image: /* @__PURE__ */ core.or(false, core.boolean) });
export const TodoError = /* @__PURE__ */ core.tagged("code", { not_found: /* @__PURE__ */ core.record({ id: core.bigint }), full: /* @__PURE__ */ core.record({}), not_an_image: /* @__PURE__ */ core.record({}), storage: /* @__PURE__ */ core.record({}) });
