// Written by trifold::typescript. Edits are lost.

import * as core from "./core.js";
import * as types from "./types.js";

export const list = /* @__PURE__ */ core.read("0k3Gqh24ti9KFpJN0RtgFA", "guQB2PRCjQVx-SZQ2GEp4w", 1, /* @__PURE__ */ core.list(types.Todo), types.TodoError);
export const find = /* @__PURE__ */ core.read("jKdy8Nux7EU2NAVgF6B_6w", "1yDha6a-SyTitxQkbnVT6Q", 1, types.Todo, types.TodoError);
export const create = /* @__PURE__ */ core.write("OLh74G453xXA5AR_22UR8Q", "OF2fpeyC3DAOqteWbLqpHg", 1, types.Todo, types.TodoError);
export const rename = /* @__PURE__ */ core.write("iazKmrrjYIwlCyGd_NfsMg", "SkEusDUbMURFWUsxforjvA", 2, types.Todo, types.TodoError);
const delete_ = /* @__PURE__ */ core.write("c2I0ASTeLJs21SUcAYH4JQ", "TTauVBGcqdLlmsNAVCwxWQ", 1, core.nothing, types.TodoError);
export { delete_ as delete };
export const attach = /* @__PURE__ */ core.write("PwAppEAPrN29xsP1jWg9CQ", "ipp1LnRsq-CyCpvkFi_5cg", 2, types.Todo, types.TodoError, /* @__PURE__ */ core.multipart(["id", "image"], 1));
export const image = /* @__PURE__ */ core.read("jUBZrARlissNGip1AlHVwg", "muyB5KxtDofkfNvN76WHxw", 1, core.download, types.TodoError);
export const edit = /* @__PURE__ */ core.write("pRJHuHRsmLonMaugtiEpEQ", "x_ttpxft1378MTA3e8lscA", 2, /* @__PURE__ */ core.nullable(types.Todo), types.TodoError);
export const toggle = /* @__PURE__ */ core.write("5ICLhPpljIDQbEstJlgpng", "LAYYB7oCWV8vfe7KhzO3Gw", 2, types.Todo, types.TodoError);
export const toggleAll = /* @__PURE__ */ core.write("fxELhO3Kxl52NLz5y5s8ZA", "mR6sN0sP98fn491QORjsOg", 1, /* @__PURE__ */ core.list(types.Todo), types.TodoError);
export const clearCompleted = /* @__PURE__ */ core.write("GSwzm7FSe2m-0H3Cqg8p4w", "ih2fsQKtMhiz5BrRy6IanA", 0, /* @__PURE__ */ core.list(types.Todo), types.TodoError);
